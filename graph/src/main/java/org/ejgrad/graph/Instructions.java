// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Kernels on blocks of one workspace, one after the other. Four arrays instead of an object each:
 * of three million, the collector would copy every one.
 */
final class Instructions {
  /** What each kernel belongs to, for messages. */
  private Node.Application[] nodes;

  private Kernel[] kernels;
  private Block[][] x;
  private Block[] y;
  private int size;

  /** None yet, with room for as many as are expected; it grows where more come. */
  Instructions(int expected) {
    nodes = new Node.Application[expected];
    kernels = new Kernel[expected];
    x = new Block[expected][];
    y = new Block[expected];
  }

  void add(Node.Application node, Kernel kernel, Block[] inputs, Block result) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
      kernels = Arrays.copyOf(kernels, 2 * size);
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    nodes[size] = node;
    kernels[size] = kernel;
    x[size] = inputs;
    y[size++] = result;
  }

  int size() {
    return size;
  }

  /** Computes each y from its x. */
  void run() {
    int i = 0;
    try {
      for (; i < size; i++) {
        kernels[i].run(x[i], y[i]);
      }
    } catch (RuntimeException failure) {
      throw new OpFailedException(nodes[i], failure);
    } catch (OutOfMemoryError tooLarge) {
      throw outOfMemory(nodes[i], tooLarge);
    }
  }

  /** An error that names the op which needs memory of its own beside its inputs and result. */
  static OutOfMemoryError outOfMemory(Node.Application node, OutOfMemoryError cause) {
    OutOfMemoryError error =
        new OutOfMemoryError(
            UserLine.after(
                "workspace: not enough memory for what "
                    + GraphText.formula(node)
                    + " "
                    + node.shape()
                    + " keeps while it is computed. Use smaller matrices or a larger heap (-Xmx).",
                node.line()));
    error.initCause(cause);
    return error;
  }

  /** Computes a part of the first y. */
  void runPart(int part) {
    try {
      kernels[0].run(x[0], y[0], part);
    } catch (RuntimeException failure) {
      throw new OpFailedException(nodes[0], failure);
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
    Instructions one = new Instructions(1);
    one.add(node, kernel, x, Block.of(result));
    one.run();
    return result;
  }
}
