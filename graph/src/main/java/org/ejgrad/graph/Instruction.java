// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/** One node's op on blocks of one workspace. */
abstract sealed class Instruction {
  private final Node.Application node;

  private Instruction(Node.Application node) {
    this.node = node;
  }

  static Instruction of(Node.Application node, Block[] x, Block y) {
    Op op = node.operation();
    if (op instanceof ElementwiseOp elementwise) {
      return new Elementwise(elementwise, node, x, y);
    }
    if (op instanceof RowOp rows) {
      return new Rows(rows, node, x, y);
    }
    if (op instanceof MatrixOp whole) {
      return new Whole(whole, node, x, y);
    }
    throw new IllegalArgumentException(
        op.label() + ": an op must be an ElementwiseOp, a RowOp or a MatrixOp");
  }

  /** Computes one node from whole matrices. */
  static DMatrixRMaj evaluate(Node.Application node, DMatrixRMaj[] inputs) {
    DMatrixRMaj result = new DMatrixRMaj(node.shape().rows(), node.shape().cols());
    Block[] x = new Block[inputs.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = Block.of(inputs[k]);
    }
    Instruction.of(node, x, Block.of(result)).run();
    return result;
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
    private final Block[] x;
    private final Block y;
    private final double[][] arrays;
    private final int[] starts;

    private Elementwise(ElementwiseOp op, Node.Application node, Block[] x, Block y) {
      super(node);
      this.op = op;
      this.x = x;
      this.y = y;
      this.arrays = new double[x.length][];
      this.starts = new int[x.length];
    }

    @Override
    void forward() {
      for (int k = 0; k < x.length; k++) {
        arrays[k] = x[k].data;
        starts[k] = x[k].at;
      }
      op.forward(arrays, starts, y.data, y.at, y.length());
    }
  }

  private static final class Rows extends Instruction {
    private final RowOp op;
    private final Block[] x;
    private final Block y;

    private Rows(RowOp op, Node.Application node, Block[] x, Block y) {
      super(node);
      this.op = op;
      this.x = x;
      this.y = y;
    }

    @Override
    void forward() {
      op.forward(x, y);
    }
  }

  /** Matrices are headers on the blocks' arrays; blocks of whole matrices start at 0. */
  private static final class Whole extends Instruction {
    private final MatrixOp op;
    private final Block[] blocks;
    private final Block block;
    private final DMatrixRMaj[] x;
    private final DMatrixRMaj y;

    private Whole(MatrixOp op, Node.Application node, Block[] blocks, Block block) {
      super(node);
      this.op = op;
      this.blocks = blocks;
      this.block = block;
      this.x = new DMatrixRMaj[blocks.length];
      for (int k = 0; k < x.length; k++) {
        x[k] = header(node.input(k).shape());
      }
      this.y = header(node.shape());
    }

    private static DMatrixRMaj header(Shape shape) {
      DMatrixRMaj matrix = new DMatrixRMaj(0, 0);
      matrix.numRows = shape.rows();
      matrix.numCols = shape.cols();
      return matrix;
    }

    @Override
    void forward() {
      for (int k = 0; k < x.length; k++) {
        x[k].data = blocks[k].data;
      }
      y.data = block.data;
      op.forward(x, y);
    }
  }
}
