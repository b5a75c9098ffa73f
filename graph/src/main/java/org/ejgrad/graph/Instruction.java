// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/** One node's op on the matrices of one workspace. */
abstract sealed class Instruction {
  private final Node.Application node;
  final DMatrixRMaj[] x;
  final DMatrixRMaj y;

  private Instruction(Node.Application node, DMatrixRMaj[] x, DMatrixRMaj y) {
    this.node = node;
    this.x = x;
    this.y = y;
  }

  static Instruction of(Node.Application node, DMatrixRMaj[] x, DMatrixRMaj y) {
    if (node.operation() instanceof ElementwiseOp op) {
      return new Elementwise(op, node, x, y);
    }
    if (node.operation() instanceof MatrixOp op) {
      return new Whole(op, node, x, y);
    }
    throw new IllegalArgumentException(
        node.operation().label() + ": an op must be an ElementwiseOp or a MatrixOp");
  }

  abstract void forward();

  /** Computes y from x. */
  final void run() {
    try {
      forward();
    } catch (RuntimeException failure) {
      throw new OpFailedException(node, failure);
    }
  }

  private static final class Elementwise extends Instruction {
    private final ElementwiseOp op;
    private final double[][] arrays;
    private final int[] starts;

    private Elementwise(ElementwiseOp op, Node.Application node, DMatrixRMaj[] x, DMatrixRMaj y) {
      super(node, x, y);
      this.op = op;
      this.arrays = new double[x.length][];
      this.starts = new int[x.length];
    }

    @Override
    void forward() {
      // The arrays behind inputs change from run to run.
      for (int k = 0; k < x.length; k++) {
        arrays[k] = x[k].data;
      }
      op.forward(arrays, starts, y.data, 0, y.numRows * y.numCols);
    }
  }

  private static final class Whole extends Instruction {
    private final MatrixOp op;

    private Whole(MatrixOp op, Node.Application node, DMatrixRMaj[] x, DMatrixRMaj y) {
      super(node, x, y);
      this.op = op;
    }

    @Override
    void forward() {
      op.forward(x, y);
    }
  }
}
