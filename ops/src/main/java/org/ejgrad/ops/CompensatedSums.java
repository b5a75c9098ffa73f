// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import org.ejgrad.graph.Block;

/** Sums in double with Kahan's compensation: the error does not grow with the number of terms. */
final class CompensatedSums {
  /** What a sum takes. */
  static final int BYTES = 2 * Double.BYTES;

  private final double[] sum;

  /** What rounding added to each sum, to be taken from its next term. */
  private final double[] lost;

  CompensatedSums(int count) {
    sum = new double[count];
    lost = new double[count];
  }

  void clear() {
    Arrays.fill(sum, 0);
    Arrays.fill(lost, 0);
  }

  void add(int at, double x) {
    double term = x - lost[at];
    double next = sum[at] + term;
    lost[at] = lost(next, sum[at], term);
    sum[at] = next;
  }

  /** What rounding added; infinite sums would turn the compensation into NaN. */
  static double lost(double next, double sum, double term) {
    return Double.isInfinite(next) ? 0 : (next - sum) - term;
  }

  /** Writes all sums to a block of as many elements. */
  void store(Block y) {
    store(y, 0);
  }

  /** Writes all sums from element number {@code from} on. */
  void store(Block y, int from) {
    for (int i = 0; i < sum.length; i++) {
      y.set(from + i, sum[i]);
    }
  }
}
