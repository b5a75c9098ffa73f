// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ServiceLoader;

/**
 * Sums whose error does not grow with the length: 1e7 times 0.1 is right to 1e-9, where one running
 * sum is off by 1.6e-4. The order of additions depends on the length alone; numbers of float are
 * added in double. Short rather than quick: fast loops are provided by whoever has them.
 */
final class Sums implements Additions {
  /** Those provided, or these. */
  static final Additions LOOPS =
      ServiceLoader.load(Additions.class, Additions.class.getClassLoader())
          .findFirst()
          .orElseGet(Sums::new);

  /** Up to this length a running sum is accurate enough. */
  private static final int SHORT = 32;

  private Sums() {}

  @Override
  public Kernel add(Precision precision) {
    return (x, y) -> {
      for (int i = 0, length = y.length(); i < length; i++) {
        y.set(i, x[0].get(i) + x[1].get(i));
      }
    };
  }

  @Override
  public Kernel sumColumns(Shape shape, Precision precision) {
    return Kernel.ofItems(
        shape.cols(),
        (x, y, from, to) -> {
          for (int j = from; j < to; j++) {
            y.set(j, sum(x[0], j, x[0].rows, x[0].cols));
          }
        });
  }

  @Override
  public double sum(Block x, int from, int length) {
    return sum(x, from, length, 1);
  }

  /** Pairwise (Higham 1993), of every {@code step}th element. */
  private static double sum(Block x, int from, int count, int step) {
    if (count > SHORT) {
      int half = count / 2;
      return sum(x, from, half, step) + sum(x, from + half * step, count - half, step);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x.get(from + i * step);
    }
    return sum;
  }

  @Override
  public boolean allFinite(Block x, int from, int length) {
    int i = 0;
    while (i < length && Double.isFinite(x.get(from + i))) {
      i++;
    }
    return i == length;
  }

  /** y_i = sum_j x_ij. */
  static void rows(Block[] x, Block y) {
    for (int i = 0; i < y.rows; i++) {
      y.set(i, LOOPS.sum(x[0], i * x[0].cols, x[0].cols));
    }
  }

  /** Adds {@code x} to {@code sum}, compensated by Kahan. */
  static void add(double[] x, double[] sum, double[] lost) {
    for (int i = 0; i < x.length; i++) {
      double term = x[i] - lost[i];
      double next = sum[i] + term;
      // Infinite sums would turn the compensation into NaN.
      lost[i] = Double.isInfinite(next) ? 0 : (next - sum[i]) - term;
      sum[i] = next;
    }
  }
}
