// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import org.ejgrad.graph.Block;

/**
 * Loops over rows that share a maximum: log-sum-exp, softmax and its logarithm. All three subtract
 * the row's maximum m first, so nothing overflows, and sum the other exponentials apart from the
 * maximum's own 1, so that log1p keeps what a confident row would lose.
 */
public final class RowKernels {
  private RowKernels() {}

  /** y_i = log sum_j exp(x_ij), as m + log1p(rest). A row of -infinity gives -infinity. */
  public static void logSumExp(Block x, Block y) {
    double[] in = x.doubles();
    int cols = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int from = x.at() + i * cols;
      int top = argMax(in, from, cols);
      double m = in[top];
      y.doubles()[y.at() + i] =
          Double.isInfinite(m) ? m : m + Math.log1p(rest(in, from, cols, top));
    }
  }

  /** y_ij = exp(x_ij) / sum_k exp(x_ik). A row of -infinity gives NaN. */
  public static void softmax(Block x, Block y) {
    exponentials(x, y);
    double[] out = y.doubles();
    int cols = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int at = y.at() + i * cols;
      double sum = 0;
      for (int j = at; j < at + cols; j++) {
        sum += out[j];
      }
      for (int j = at; j < at + cols; j++) {
        out[j] /= sum;
      }
    }
  }

  /** y_ij = x_ij - log sum_k exp(x_ik), as (x_ij - m) - log1p(rest). */
  public static void logSoftmax(Block x, Block y) {
    exponentials(x, y);
    double[] in = x.doubles();
    double[] out = y.doubles();
    int cols = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int from = x.at() + i * cols;
      int at = y.at() + i * cols;
      int top = argMax(in, from, cols);
      double rest = 0;
      for (int j = 0; j < cols; j++) {
        rest += from + j == top ? 0 : out[at + j];
      }
      double m = in[top];
      double logRest = Math.log1p(rest);
      for (int j = 0; j < cols; j++) {
        out[at + j] = (in[from + j] - m) - logRest;
      }
    }
  }

  /** y_ij = exp(x_ij - max_k x_ik), by the tier's loop over all rows at once. */
  private static void exponentials(Block x, Block y) {
    double[] in = x.doubles();
    int cols = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int from = x.at() + i * cols;
      int at = y.at() + i * cols;
      double m = in[argMax(in, from, cols)];
      for (int j = 0; j < cols; j++) {
        y.doubles()[at + j] = in[from + j] - m;
      }
    }
    KernelTiers.chosen().exp(y.doubles(), y.at(), y.doubles(), y.at(), y.length());
  }

  /** The place of the largest element, the first of equals; of a NaN if there is one. */
  private static int argMax(double[] x, int at, int length) {
    int best = at;
    for (int j = at + 1; j < at + length; j++) {
      if (x[j] > x[best] || Double.isNaN(x[j])) {
        best = j;
      }
    }
    return best;
  }

  /** The sum of exp(x_j - x_top) over all j but top. */
  private static double rest(double[] x, int at, int length, int top) {
    double m = x[top];
    double sum = 0;
    for (int j = at; j < at + length; j++) {
      if (j != top) {
        sum += Math.exp(x[j] - m);
      }
    }
    return sum;
  }
}
