// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.Matrix;
import org.jspecify.annotations.Nullable;

/** An input of one workspace and the matrix that was set for it. */
final class InputSlot {
  private final Node.Input input;
  private final Block block;
  private @Nullable Matrix bound;

  /** Holds the numbers of a matrix of the other precision. */
  private @Nullable Block converted;

  /**
   * A slot without a matrix.
   *
   * @param block what kernels read
   */
  InputSlot(Node.Input input, Block block) {
    this.input = input;
    this.block = block;
  }

  void set(Matrix matrix) {
    bound = matrix;
  }

  /** The matrix as it is now, if there is one. */
  @Nullable DMatrixRMaj value() {
    Matrix matrix = bound;
    return matrix == null ? null : Block.of(matrix).toMatrix();
  }

  /**
   * Lets the block follow the array of the matrix as it is now, or a conversion of it.
   *
   * @throws IllegalStateException if there is no matrix
   * @throws ShapeMismatchException if it has taken another shape
   */
  void read() {
    Matrix matrix = bound;
    if (matrix == null) {
      throw new IllegalStateException(withoutValue());
    }
    checkShape(input, matrix);
    boolean isDouble = block.precision() == Precision.FLOAT64;
    if (matrix instanceof DMatrixRMaj doubles && isDouble) {
      block.doubles = doubles.data;
    } else if (matrix instanceof FMatrixRMaj floats && !isDouble) {
      block.floats = floats.data;
    } else {
      convert(matrix);
    }
  }

  private String withoutValue() {
    if (!input.standsIn()) {
      return "run: input " + input.describe() + " has no value; call set first";
    }
    return "run: "
        + input.describe()
        + " stands for an argument of a function"
        + input.tracedAt().map(line -> " that was traced at " + line).orElse(" that was traced")
        + " and must not be used outside of it, where it has no value. Let the function return what"
        + " is needed outside.";
  }

  private void convert(Matrix matrix) {
    Block own = converted;
    if (own == null) {
      own = Block.allocate(block.rows, block.cols, block.precision());
      converted = own;
    }
    block.share(own);
    if (matrix instanceof DMatrixRMaj doubles) {
      for (int i = 0; i < own.floats.length; i++) {
        own.floats[i] = (float) doubles.data[i];
      }
    } else if (matrix instanceof FMatrixRMaj floats) {
      for (int i = 0; i < own.doubles.length; i++) {
        own.doubles[i] = floats.data[i];
      }
    }
  }

  static void checkShape(Node input, Matrix value) {
    if (value.getNumRows() != input.shape().rows() || value.getNumCols() != input.shape().cols()) {
      throw ShapeMismatchException.of(
          "set",
          "the matrix must have the input's shape",
          List.of("input", "matrix"),
          List.of(input, Node.constant(Block.of(value).toMatrix())));
    }
  }
}
