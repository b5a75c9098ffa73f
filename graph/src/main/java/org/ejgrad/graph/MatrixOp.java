// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * An op that works on whole EJML matrices of {@code double}, such as a factorization. One with a
 * rule of {@link #rows} writes a {@link Kernel} on blocks instead.
 */
public interface MatrixOp extends Op {
  /**
   * Computes the result. Shapes were checked when the node was made; nothing is allocated on a hot
   * path.
   *
   * @param x the inputs, never the same instance as {@code y}. Not modified.
   * @param y the result, already in its shape, holding old numbers; fully overwritten. Modified.
   */
  void forward(DMatrixRMaj[] x, DMatrixRMaj y);

  /**
   * Runs {@link #forward} on matrices that are headers on the blocks' arrays.
   *
   * @throws IllegalArgumentException if the op has a rule of {@link #rows}
   */
  @Override
  default Kernel kernel(List<Shape> inputs, Precision precision) {
    // A header takes an array from its start, and a block of some rows begins elsewhere in it.
    check(
        rows(inputs).equals(RowRule.WHOLE),
        "%s: a MatrixOp runs on whole matrices, got %s; write kernel on blocks, or leave rows out",
        label(),
        rows(inputs));
    DMatrixRMaj[] x = new DMatrixRMaj[inputs.size()];
    for (int k = 0; k < x.length; k++) {
      x[k] = new DMatrixRMaj(0, 0);
    }
    DMatrixRMaj y = new DMatrixRMaj(0, 0);
    return (from, to) -> {
      for (int k = 0; k < x.length; k++) {
        head(x[k], from[k]);
      }
      head(y, to);
      forward(x, y);
    };
  }

  private static void head(DMatrixRMaj matrix, Block block) {
    matrix.data = block.doubles;
    matrix.numRows = block.rows;
    matrix.numCols = block.cols;
  }
}
