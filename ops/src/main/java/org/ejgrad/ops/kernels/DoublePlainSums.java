// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatPlainSums

/** What {@link DoubleSumKernels} promises, in plain Java. */
final class DoublePlainSums {
  /** Below this a running sum in eight lanes is accurate enough, and quick; in four it was not. */
  private static final int BLOCK = 256;

  /** So many rows are added one after the other before their sum is added with compensation. */
  static final int ROWS = 64;

  private DoublePlainSums() {}

  /** Pairwise over blocks (Higham 1993). */
  static /* always */ double sum(double[] x, int at, int n) {
    if (n > BLOCK) {
      int half = (n / 2 + BLOCK - 1) / BLOCK * BLOCK;
      return sum(x, at, half) + sum(x, at + half, n - half);
    }
    /* always */ double s0 = 0;
    /* always */ double s1 = 0;
    /* always */ double s2 = 0;
    /* always */ double s3 = 0;
    /* always */ double s4 = 0;
    /* always */ double s5 = 0;
    /* always */ double s6 = 0;
    /* always */ double s7 = 0;
    int end = at + n;
    int i = at;
    for (; i + 7 < end; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Running sums over blocks of rows, added with Kahan's compensation. */
  static void columns(double[] x, int xAt, int rows, int step, int cols, double[] y, int yAt) {
    int j = 0;
    for (; j + 3 < cols; j += 4) {
      fourColumns(x, xAt + j, rows, step, y, yAt + j);
    }
    for (; j < cols; j++) {
      double sum = 0;
      double lost = 0;
      for (int from = 0; from < rows; from += ROWS) {
        double block = 0;
        int end = xAt + j + Math.min(rows, from + ROWS) * step;
        for (int at = xAt + j + from * step; at < end; at += step) {
          block += x[at];
        }
        double term = block - lost;
        double next = sum + term;
        lost = lost(next, sum, term);
        sum = next;
      }
      y[yAt + j] = sum;
    }
  }

  private static void fourColumns(double[] x, int xAt, int rows, int step, double[] y, int yAt) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    double lost0 = 0;
    double lost1 = 0;
    double lost2 = 0;
    double lost3 = 0;
    for (int from = 0; from < rows; from += ROWS) {
      double term0 = 0;
      double term1 = 0;
      double term2 = 0;
      double term3 = 0;
      int end = xAt + Math.min(rows, from + ROWS) * step;
      for (int at = xAt + from * step; at < end; at += step) {
        term0 += x[at];
        term1 += x[at + 1];
        term2 += x[at + 2];
        term3 += x[at + 3];
      }
      term0 -= lost0;
      term1 -= lost1;
      term2 -= lost2;
      term3 -= lost3;
      lost0 = lost(sum0 + term0, sum0, term0);
      lost1 = lost(sum1 + term1, sum1, term1);
      lost2 = lost(sum2 + term2, sum2, term2);
      lost3 = lost(sum3 + term3, sum3, term3);
      sum0 += term0;
      sum1 += term1;
      sum2 += term2;
      sum3 += term3;
    }
    y[yAt] = sum0;
    y[yAt + 1] = sum1;
    y[yAt + 2] = sum2;
    y[yAt + 3] = sum3;
  }

  /** What rounding added; infinite sums would turn the compensation into NaN. */
  private static double lost(double next, double sum, double term) {
    return Double.isInfinite(next) ? 0 : (next - sum) - term;
  }

  /** 0 x is 0, or NaN where x is not finite. */
  static boolean finite(double[] x, int at, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int end = at + n;
    int i = at;
    for (; i + 3 < end; i += 4) {
      s0 += 0 * x[i];
      s1 += 0 * x[i + 1];
      s2 += 0 * x[i + 2];
      s3 += 0 * x[i + 3];
    }
    for (; i < end; i++) {
      s0 += 0 * x[i];
    }
    return (s0 + s1) + (s2 + s3) == 0;
  }
}
