// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/**
 * A matrix, or some of its rows, inside an array: element (i, j) is {@code data[at + i * cols +
 * j]}. What ops compute on; the compiler moves one and the same block over the rows of a matrix.
 */
public final class Block {
  double[] data;
  int at;
  int firstRow;
  int rows;
  final int cols;

  /** The whole matrix whose array this follows, if it moves; otherwise the block itself. */
  Block source;

  Block(int cols) {
    this.data = new double[0];
    this.cols = cols;
    this.source = this;
  }

  /** All of a matrix. */
  public static Block of(DMatrixRMaj matrix) {
    Block block = new Block(matrix.numCols);
    block.data = matrix.data;
    block.rows = matrix.numRows;
    return block;
  }

  /** The array. */
  public double[] data() {
    return data;
  }

  /** Where the first row starts. */
  public int at() {
    return at;
  }

  /** Which row of the matrix the first row is, for messages. */
  public int firstRow() {
    return firstRow;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int cols() {
    return cols;
  }

  /** Number of elements. */
  public int length() {
    return rows * cols;
  }
}
