// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejml.data.DMatrixRMaj;

/**
 * Runs work that keeps scratch memory, such as EJML's factorizations, on matrices that are headers
 * on the blocks' arrays. One kernel belongs to one thread, so its work may.
 */
final class MatrixKernel implements Kernel {
  /** Computes y, of the right shape and holding old numbers, from x. */
  @FunctionalInterface
  interface Work {
    void run(DMatrixRMaj[] x, DMatrixRMaj y);
  }

  private final DMatrixRMaj[] x;
  private final DMatrixRMaj y = new DMatrixRMaj(0, 0);
  private final Work work;

  MatrixKernel(int inputs, Work work) {
    this.x = new DMatrixRMaj[inputs];
    for (int k = 0; k < inputs; k++) {
      x[k] = new DMatrixRMaj(0, 0);
    }
    this.work = work;
  }

  @Override
  public void run(Block[] from, Block to) {
    for (int k = 0; k < x.length; k++) {
      head(x[k], from[k]);
    }
    head(y, to);
    work.run(x, y);
  }

  private static void head(DMatrixRMaj matrix, Block block) {
    matrix.data = block.doubles();
    matrix.numRows = block.rows();
    matrix.numCols = block.cols();
  }
}
