// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/** One node's kernel on blocks of one workspace. */
final class Instruction {
  /** What the kernel belongs to, for messages. */
  private final Node.Application node;

  private final Kernel kernel;
  private final Block[] x;
  private final Block y;

  Instruction(Node.Application node, Kernel kernel, Block[] x, Block y) {
    this.node = node;
    this.kernel = kernel;
    this.x = x;
    this.y = y;
  }

  /** Number of parts that may be computed side by side. */
  int parts() {
    return kernel.parts();
  }

  /** Computes y from x. */
  void run() {
    try {
      kernel.run(x, y);
    } catch (RuntimeException failure) {
      throw new OpFailedException(node, failure);
    }
  }

  /** Computes a part of y. */
  void run(int part) {
    try {
      kernel.run(x, y, part);
    } catch (RuntimeException failure) {
      throw new OpFailedException(node, failure);
    }
  }

  /** Computes one node from whole matrices. */
  static DMatrixRMaj evaluate(Node.Application node, DMatrixRMaj[] inputs) {
    DMatrixRMaj result = new DMatrixRMaj(node.shape().rows(), node.shape().cols());
    Block[] x = new Block[inputs.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = Block.of(inputs[k]);
    }
    Kernel kernel = node.operation().kernel(node.inputShapes(), Precision.FLOAT64);
    new Instruction(node, kernel, x, Block.of(result)).run();
    return result;
  }
}
