// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.Matrix;

/**
 * A matrix, or some of its rows, or a piece of one row, inside an array of either precision:
 * element (i, j) is number {@code i * cols + j} of the block, and stands at {@code at + i * cols +
 * j} in the array. What kernels compute on; the compiler moves one and the same block over a
 * matrix.
 */
public final class Block {
  private static final double[] NO_DOUBLES = {};
  private static final float[] NO_FLOATS = {};

  double[] doubles = NO_DOUBLES;
  float[] floats = NO_FLOATS;
  int at;
  int firstRow;
  int firstElement;
  int rows;
  int cols;
  private final Precision precision;

  /** The whole matrix whose array this follows, if it moves; otherwise the block itself. */
  Block source;

  Block(int rows, int cols, Precision precision) {
    this.rows = rows;
    this.cols = cols;
    this.precision = precision;
    this.source = this;
  }

  /** All of a matrix, in its own array. */
  public static Block of(DMatrixRMaj matrix) {
    Block block = new Block(matrix.numRows, matrix.numCols, Precision.FLOAT64);
    block.doubles = matrix.data;
    return block;
  }

  /** All of a matrix, in its own array. */
  public static Block of(FMatrixRMaj matrix) {
    Block block = new Block(matrix.numRows, matrix.numCols, Precision.FLOAT32);
    block.floats = matrix.data;
    return block;
  }

  /** All of a matrix of either precision, in its own array. */
  static Block of(Matrix matrix) {
    if (matrix instanceof DMatrixRMaj doubles) {
      return of(doubles);
    }
    return of((FMatrixRMaj) matrix);
  }

  /** A block in a new array. */
  static Block allocate(int rows, int cols, Precision precision) {
    Block block = new Block(rows, cols, precision);
    block.allocate();
    return block;
  }

  /** Takes a new array that just holds it. */
  void allocate() {
    at = 0;
    if (precision == Precision.FLOAT64) {
      doubles = new double[length()];
    } else {
      floats = new float[length()];
    }
  }

  /** A copy as a matrix of double. */
  DMatrixRMaj toMatrix() {
    DMatrixRMaj copy = new DMatrixRMaj(rows, cols);
    of(copy).copy(0, this, 0, length());
    return copy;
  }

  /** Moves to some rows of the source or, where those are one, to some of its columns. */
  void moveTo(int row, int rowCount, int col, int colCount) {
    share(source);
    at = row * source.cols + col;
    resize(row, rowCount, at, colCount);
  }

  /** Stands for another part of a matrix, which starts with this row and element. */
  void resize(int row, int rowCount, int element, int colCount) {
    firstRow = row;
    firstElement = element;
    rows = rowCount;
    cols = colCount;
  }

  /** Follows the array of another block. */
  void share(Block other) {
    doubles = other.doubles;
    floats = other.floats;
  }

  /** Which of the two arrays holds the numbers. */
  public Precision precision() {
    return precision;
  }

  /** The array of a block of {@link Precision#FLOAT64}; otherwise empty. */
  public double[] doubles() {
    return doubles;
  }

  /** The array of a block of {@link Precision#FLOAT32}; otherwise empty. */
  public float[] floats() {
    return floats;
  }

  /** Where the first row starts in the array. */
  public int at() {
    return at;
  }

  /** Which row of the matrix the first row is, for messages. */
  public int firstRow() {
    return firstRow;
  }

  /**
   * Which element of the matrix the first element is, row after row; for ops whose numbers hang on
   * the place, such as random ones.
   */
  public int firstElement() {
    return firstElement;
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

  /** Element number {@code i}, in either precision. */
  public double get(int i) {
    return precision == Precision.FLOAT64 ? doubles[at + i] : floats[at + i];
  }

  /** Sets element number {@code i}, rounded where this block is of float. */
  public void set(int i, double value) {
    if (precision == Precision.FLOAT64) {
      doubles[at + i] = value;
    } else {
      floats[at + i] = (float) value;
    }
  }

  /** Sets {@code length} elements from number {@code from} on. */
  public void fill(int from, int length, double value) {
    if (precision == Precision.FLOAT64) {
      Arrays.fill(doubles, at + from, at + from + length, value);
    } else {
      Arrays.fill(floats, at + from, at + from + length, (float) value);
    }
  }

  /** Copies {@code length} elements of a block of either precision, from number {@code from} on. */
  public void copy(int to, Block x, int from, int length) {
    if (precision != x.precision) {
      for (int i = 0; i < length; i++) {
        set(to + i, x.get(from + i));
      }
    } else if (precision == Precision.FLOAT64) {
      System.arraycopy(x.doubles, x.at + from, doubles, at + to, length);
    } else {
      System.arraycopy(x.floats, x.at + from, floats, at + to, length);
    }
  }
}
