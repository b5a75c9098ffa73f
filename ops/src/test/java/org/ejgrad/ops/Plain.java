// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/** Matrix formulas in the plainest Java, to compare ops with. */
final class Plain {
  /** A result element from its place. */
  @FunctionalInterface
  interface Element {
    double at(int i, int j);
  }

  private Plain() {}

  static DMatrixRMaj matrix(int rows, int cols, Element element) {
    DMatrixRMaj y = new DMatrixRMaj(rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        y.set(i, j, element.at(i, j));
      }
    }
    return y;
  }

  static OpRow.Formula unary(DoubleUnaryOperator f) {
    return x ->
        matrix(x.get(0).numRows, x.get(0).numCols, (i, j) -> f.applyAsDouble(x.get(0).get(i, j)));
  }

  static OpRow.Formula binary(DoubleBinaryOperator f) {
    return x ->
        matrix(
            side(x.get(0).numRows, x.get(1).numRows),
            side(x.get(0).numCols, x.get(1).numCols),
            (i, j) -> f.applyAsDouble(stretched(x.get(0), i, j), stretched(x.get(1), i, j)));
  }

  static int side(int a, int b) {
    return a == 1 ? b : a;
  }

  static double stretched(DMatrixRMaj x, int i, int j) {
    return x.get(x.numRows == 1 ? 0 : i, x.numCols == 1 ? 0 : j);
  }

  /** One number of each row. */
  static OpRow.Formula rows(ToDoubleFunction<double[]> f) {
    return x -> matrix(x.get(0).numRows, 1, (i, j) -> f.applyAsDouble(row(x.get(0), i)));
  }

  /** One number of each column. */
  static OpRow.Formula cols(ToDoubleFunction<double[]> f) {
    return x -> matrix(1, x.get(0).numCols, (i, j) -> f.applyAsDouble(col(x.get(0), j)));
  }

  /** One number of all elements. */
  static OpRow.Formula all(ToDoubleFunction<double[]> f) {
    return x ->
        matrix(1, 1, (i, j) -> f.applyAsDouble(Arrays.copyOf(x.get(0).data, size(x.get(0)))));
  }

  static int size(DMatrixRMaj x) {
    return x.numRows * x.numCols;
  }

  static double[] row(DMatrixRMaj x, int i) {
    double[] row = new double[x.numCols];
    for (int j = 0; j < row.length; j++) {
      row[j] = x.get(i, j);
    }
    return row;
  }

  static double[] col(DMatrixRMaj x, int j) {
    double[] col = new double[x.numRows];
    for (int i = 0; i < col.length; i++) {
      col[i] = x.get(i, j);
    }
    return col;
  }

  static DMatrixRMaj flipped(DMatrixRMaj x) {
    return matrix(x.numCols, x.numRows, (i, j) -> x.get(j, i));
  }

  static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    return product(a, b, (x, y) -> x * y);
  }

  private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b, DoubleBinaryOperator times) {
    return matrix(
        a.numRows,
        b.numCols,
        (i, j) -> {
          double sum = 0;
          for (int k = 0; k < a.numCols; k++) {
            sum += times.applyAsDouble(a.get(i, k), b.get(k, j));
          }
          return sum;
        });
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  /** The largest; NaN if there is one, and -infinity of nothing. */
  static double max(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  /** Less the largest, which would overflow; infinite where that is. */
  static double logSumExp(double[] values) {
    double max = max(values);
    double sum = 0;
    for (double v : values) {
      sum += Math.exp(v - max);
    }
    return Double.isInfinite(max) ? max : max + Math.log(sum);
  }

  /** A product in which 0 times anything is 0. */
  static DMatrixRMaj carryProduct(DMatrixRMaj a, DMatrixRMaj b) {
    return product(a, b, (x, y) -> x == 0 || y == 0 ? 0 : x * y);
  }

  /** A sparse product, in which zeros of a are not there. */
  static DMatrixRMaj sparseProduct(DMatrixRMaj a, DMatrixRMaj b) {
    return product(a, b, (x, y) -> x == 0 ? 0 : x * y);
  }
}
