// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatRowKernels

/**
 * Functions of rows that share a maximum: log-sum-exp, softmax and its logarithm. All three
 * subtract the row's maximum m first, so nothing overflows, and take exponentials and logarithms of
 * several rows at once. The logarithms add the maximum's own 1 at last, by log1p, which keeps what
 * a confident row would lose. x and y must not overlap.
 */
public interface DoubleRowKernels extends ElementwiseKernels {
  /** So many exponentials are added plainly before their sum is added with compensation. */
  int BLOCK = 256;

  /** y_ij = exp(x_ij) / sum_k exp(x_ik). A row of -infinity gives NaN. */
  default void softmaxRows(double[] x, int xAt, double[] y, int yAt, int rows, int cols) {
    int most = rowsAtOnce(cols);
    for (int done = 0; done < rows; done += most) {
      int count = Math.min(most, rows - done);
      int at = yAt + done * cols;
      for (int i = 0; i < count; i++) {
        int row = i * cols;
        minus(x, xAt + done * cols + row, max(x, xAt + done * cols + row, cols), y, at + row, cols);
      }
      exp(y, at, y, at, count * cols);
      divideBySums(y, at, count, cols);
    }
  }

  /**
   * y_ij = x_ij - log sum_k exp(x_ik), as (x_ij - m) - log1p(rest).
   *
   * @param scratch at least {@link #scratchOfRows} long. Modified.
   */
  default void logSoftmaxRows(
      double[] x, int xAt, double[] y, int yAt, int rows, int cols, double[] scratch) {
    int most = rowsAtOnce(cols);
    int sums = most * cols;
    for (int done = 0; done < rows; done += most) {
      int count = Math.min(most, rows - done);
      int from = xAt + done * cols;
      int at = yAt + done * cols;
      for (int i = 0; i < count; i++) {
        minus(x, from + i * cols, max(x, from + i * cols, cols), y, at + i * cols, cols);
      }
      exp(y, at, scratch, 0, count * cols);
      for (int i = 0; i < count; i++) {
        scratch[sums + i] = rest(scratch, i * cols, cols);
      }
      log1p(scratch, sums, scratch, sums, count);
      for (int i = 0; i < count; i++) {
        minus(y, at + i * cols, scratch[sums + i], y, at + i * cols, cols);
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
    int most = rowsAtOnce(cols);
    int maxima = most * cols;
    for (int done = 0; done < rows; done += most) {
      int count = Math.min(most, rows - done);
      int from = xAt + done * cols;
      int at = yAt + done;
      for (int i = 0; i < count; i++) {
        double m = max(x, from + i * cols, cols);
        scratch[maxima + i] = m;
        minus(x, from + i * cols, m, scratch, i * cols, cols);
      }
      exp(scratch, 0, scratch, 0, count * cols);
      for (int i = 0; i < count; i++) {
        y[at + i] = rest(scratch, i * cols, cols);
      }
      log1p(y, at, y, at, count);
      for (int i = 0; i < count; i++) {
        double m = scratch[maxima + i];
        y[at + i] = Double.isInfinite(m) ? orNan(x, from + i * cols, cols, m) : m + y[at + i];
      }
    }
  }

  /** How much scratch rows of a length need, however many they are. */
  static int scratchOfRows(int cols) {
    return rowsAtOnce(cols) * (cols + 1);
  }

  /**
   * Some 256 elements are taken together: few stay in the cache, and loops met often are compiled.
   */
  private static int rowsAtOnce(int cols) {
    return Math.max(1, 256 / Math.max(1, cols));
  }

  /** y_j = x_j - m. */
  default void minus(double[] x, int xAt, double m, double[] y, int yAt, int cols) {
    for (int j = 0; j < cols; j++) {
      y[yAt + j] = x[xAt + j] - m;
    }
  }

  /** The largest element of a row; NaN may be passed over, for its exponential tells of it. */
  default double max(double[] x, int at, int cols) {
    double m = x[at];
    for (int j = at + 1; j < at + cols; j++) {
      m = x[j] > m ? x[j] : m;
    }
    return m;
  }

  /** The infinite maximum of a row, unless there is a NaN. */
  private static double orNan(double[] x, int at, int cols, double m) {
    double result = m;
    for (int j = at; j < at + cols; j++) {
      result = Double.isNaN(x[j]) ? x[j] : result;
    }
    return result;
  }

  /** The sum of exponentials of which the largest is 1, less that 1: ones are counted apart. */
  default double rest(double[] e, int at, int cols) {
    double sum = 0;
    double lost = 0;
    int ones = 0;
    for (int from = 0; from < cols; from += BLOCK) {
      double block = 0;
      int end = at + Math.min(cols, from + BLOCK);
      for (int j = at + from; j < end; j++) {
        ones += e[j] >= 1 ? 1 : 0;
        block += e[j] >= 1 ? 0 : e[j];
      }
      double term = block - lost;
      double next = sum + term;
      lost = (next - sum) - term;
      sum = next;
    }
    return sum + (ones - 1);
  }

  /** y_ij = y_ij / sum_k y_ik. */
  default void divideBySums(double[] y, int yAt, int rows, int cols) {
    for (int i = 0; i < rows; i++) {
      int at = yAt + i * cols;
      double share = 1 / sum(y, at, cols);
      for (int j = 0; j < cols; j++) {
        y[at + j] *= share;
      }
    }
  }

  /** Of numbers from 0 to 1, by blocks that are added with Kahan's compensation. */
  private static double sum(double[] x, int at, int cols) {
    double sum = 0;
    double lost = 0;
    for (int from = 0; from < cols; from += BLOCK) {
      double block = 0;
      int end = at + Math.min(cols, from + BLOCK);
      for (int j = at + from; j < end; j++) {
        block += x[j];
      }
      double term = block - lost;
      double next = sum + term;
      lost = (next - sum) - term;
      sum = next;
    }
    return sum;
  }
}
