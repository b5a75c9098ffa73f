// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/**
 * The size of a matrix, rows first. Printed as {@code 3x2}. Either side may be zero.
 *
 * @param rows number of rows, at least 0
 * @param cols number of columns, at least 0
 */
public record Shape(int rows, int cols) {
  /** The shape of one number. */
  public static final Shape SCALAR = new Shape(1, 1);

  public Shape {
    if (rows < 0 || cols < 0) {
      throw ShapeMismatchException.impossible("rows and cols must be >= 0", rows, cols);
    }
    if ((long) rows * cols > Integer.MAX_VALUE) {
      throw ShapeMismatchException.impossible(
          "a matrix holds at most 2147483647 elements", rows, cols);
    }
  }

  /** The shape with these sides. */
  public static Shape of(int rows, int cols) {
    return rows == 1 && cols == 1 ? SCALAR : new Shape(rows, cols);
  }

  /** The shape of an EJML matrix. */
  public static Shape of(DMatrixRMaj matrix) {
    return of(matrix.numRows, matrix.numCols);
  }

  /** Number of elements, rows times cols. */
  public int elements() {
    return rows * cols;
  }

  /** Whether this is 1x1. */
  public boolean isScalar() {
    return rows == 1 && cols == 1;
  }

  /** The shape with the sides exchanged. */
  public Shape transposed() {
    return of(cols, rows);
  }

  /**
   * Whether NumPy's rule stretches this shape to {@code target}: each side is equal, or 1 here. The
   * empty target sides count: 1xn stretches to 0xn.
   */
  public boolean broadcastsTo(Shape target) {
    return (rows == target.rows || rows == 1) && (cols == target.cols || cols == 1);
  }

  @Override
  public String toString() {
    return rows + "x" + cols;
  }
}
