// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * Sums whose error does not grow with the length: 1e7 times 0.1 is right to 1e-9, where one running
 * sum is off by 1.6e-4. The order of additions depends on the length alone.
 */
final class Sums {
  /** Below this a running sum in eight lanes is accurate enough, and quick; in four it was not. */
  private static final int BLOCK = 256;

  private Sums() {}

  /** The sum of {@code length} elements from {@code at}, pairwise over blocks (Higham 1993). */
  static double all(double[] x, int at, int length) {
    if (length > BLOCK) {
      int half = (length / 2 + BLOCK - 1) / BLOCK * BLOCK;
      return all(x, at, half) + all(x, at + half, length - half);
    }
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int end = at + length;
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

  /**
   * y_j = sum_i x_ij: running sums over blocks of rows, which are then added with Kahan's
   * compensation, so no scratch memory is needed.
   */
  static void columns(Block x, Block y) {
    int cols = x.cols;
    int rows = x.rows;
    for (int j = 0; j < cols; j++) {
      double sum = 0;
      double lost = 0;
      for (int from = 0; from < rows; from += BLOCK) {
        int to = Math.min(rows, from + BLOCK);
        double block = 0;
        for (int i = from, at = x.at + from * cols + j; i < to; i++, at += cols) {
          block += x.data[at];
        }
        double term = block - lost;
        double next = sum + term;
        // Infinite sums would turn the compensation into NaN.
        lost = Double.isInfinite(next) ? 0 : (next - sum) - term;
        sum = next;
      }
      y.data[y.at + j] = sum;
    }
  }
}
