// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatRowKernels

/**
 * Functions of rows that share a maximum: log-sum-exp, softmax and its logarithm. All three
 * subtract the row's maximum m first, so nothing overflows, and take the exponentials of several
 * rows at once. The logarithms add the maximum's own 1 at last, by log1p, which keeps what a
 * confident row would lose. x and y must not overlap.
 */
public interface DoubleRowKernels extends ElementwiseKernels {
  /** y_ij = exp(x_ij) / sum_k exp(x_ik). A row of -infinity gives NaN. */
  default void softmaxRows(double[] x, int xAt, double[] y, int yAt, int rows, int cols) {
    int most = DoublePlainRows.atOnce(cols);
    for (int done = 0; done < rows; done += most) {
      int count = Math.min(most, rows - done);
      int at = yAt + done * cols;
      subtractMaxima(x, xAt + done * cols, y, at, count, cols);
      exp(y, at, y, at, count * cols);
      divideBySums(y, at, count, cols);
    }
  }

  /** y_ij = x_ij - log sum_k exp(x_ik), as (x_ij - m) - log1p(rest). */
  default void logSoftmaxRows(double[] x, int xAt, double[] y, int yAt, int rows, int cols) {
    int most = DoublePlainRows.atOnce(cols);
    for (int done = 0; done < rows; done += most) {
      int count = Math.min(most, rows - done);
      int from = xAt + done * cols;
      int at = yAt + done * cols;
      subtractMaxima(x, from, y, at, count, cols);
      exp(y, at, y, at, count * cols);
      for (int i = 0; i < count; i++, from += cols, at += cols) {
        double m = max(x, from, cols);
        double logRest = Math.log1p(rest(y, at, cols));
        for (int j = 0; j < cols; j++) {
          y[at + j] = (x[from + j] - m) - logRest;
        }
      }
    }
  }

  /**
   * y_i = log sum_j exp(x_ij), as m + log1p(rest). A row of -infinity gives -infinity.
   *
   * @param scratch at least {@link #scratchOfRows} long. Modified.
   */
  default void logSumExpRows(
      double[] x, int xAt, double[] y, int yAt, int rows, int cols, double[] scratch) {
    int most = DoublePlainRows.atOnce(cols);
    for (int done = 0; done < rows; done += most) {
      int count = Math.min(most, rows - done);
      int from = xAt + done * cols;
      subtractMaxima(x, from, scratch, 0, count, cols);
      exp(scratch, 0, scratch, 0, count * cols);
      for (int i = 0; i < count; i++) {
        double m = max(x, from + i * cols, cols);
        y[yAt + done + i] =
            Double.isInfinite(m)
                ? DoublePlainRows.ofInfinite(x, from + i * cols, cols, m)
                : m + Math.log1p(rest(scratch, i * cols, cols));
      }
    }
  }

  /** How much {@link #logSumExpRows} needs for rows of any number. */
  static int scratchOfRows(int cols) {
    return cols * DoublePlainRows.atOnce(cols);
  }

  /** y_ij = x_ij - max_k x_ik. */
  default void subtractMaxima(double[] x, int xAt, double[] y, int yAt, int rows, int cols) {
    for (int i = 0; i < rows; i++) {
      int from = xAt + i * cols;
      int at = yAt + i * cols;
      double m = DoublePlainRows.max(x, from, cols);
      for (int j = 0; j < cols; j++) {
        y[at + j] = x[from + j] - m;
      }
    }
  }

  /** y_ij = y_ij / sum_k y_ik. */
  default void divideBySums(double[] y, int yAt, int rows, int cols) {
    for (int i = 0; i < rows; i++) {
      int at = yAt + i * cols;
      double sum = 0;
      for (int j = 0; j < cols; j++) {
        sum += y[at + j];
      }
      double share = 1 / sum;
      for (int j = 0; j < cols; j++) {
        y[at + j] *= share;
      }
    }
  }

  /** The largest element of a row; NaN may be passed over, for its exponential tells of it. */
  default double max(double[] x, int at, int cols) {
    return DoublePlainRows.max(x, at, cols);
  }

  /** The sum of exponentials of which the largest is 1, less that 1. */
  default double rest(double[] e, int at, int cols) {
    return DoublePlainRows.rest(e, at, cols);
  }
}
