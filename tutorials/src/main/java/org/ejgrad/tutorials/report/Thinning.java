// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.Arrays;

/**
 * Chooses which points of a long curve are drawn, so that a chart of a few hundred pixels loses no
 * peak.
 *
 * <p>The inner points are cut into equal runs; of each run the first smallest and the first largest
 * value stay, in order, and so do the curve's first and last point. So the curve's extremes are
 * among the points drawn, and every drawn point is a point of the curve.
 */
public final class Thinning {
  /** Points per curve on a page: about one for every two pixels of a chart. */
  public static final int DRAWN_POINTS = 300;

  private Thinning() {}

  /**
   * Returns the ascending indices of the points to draw, at most {@code most} of them; all indices
   * if the curve is that short.
   *
   * @throws IllegalArgumentException if {@code most} is below 4
   */
  public static int[] indices(Series curve, int most) {
    if (most < 4) {
      throw new IllegalArgumentException(
          "thinning: must keep at least 4 points (both ends and one run's extremes), got " + most);
    }
    int length = curve.length();
    int[] kept = new int[Math.min(length, most)];
    if (length <= most) {
      Arrays.setAll(kept, i -> i);
      return kept;
    }
    int count = 0;
    kept[count++] = 0;
    int runs = (most - 2) / 2;
    int inner = length - 2;
    for (int run = 0; run < runs; run++) {
      int from = 1 + (int) ((long) inner * run / runs);
      int to = 1 + (int) ((long) inner * (run + 1) / runs);
      int low = from;
      int high = from;
      for (int i = from + 1; i < to; i++) {
        if (below(curve.at(i), curve.at(low))) {
          low = i;
        }
        if (below(-curve.at(i), -curve.at(high))) {
          high = i;
        }
      }
      kept[count++] = Math.min(low, high);
      if (low != high) {
        kept[count++] = Math.max(low, high);
      }
    }
    kept[count++] = length - 1;
    return Arrays.copyOf(kept, count);
  }

  /** NaN stays only where a run has nothing else. */
  private static boolean below(double value, double kept) {
    return value < kept || (Double.isNaN(kept) && !Double.isNaN(value));
  }

  /**
   * Returns ascending indices evenly spread over 0 .. length - 1, both ends kept, for point sets.
   */
  public static int[] evenly(int length, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("thinning: must keep at least 2 points, got " + most);
    }
    int[] kept = new int[Math.min(length, most)];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = length <= most ? i : (int) ((long) (length - 1) * i / (most - 1));
    }
    return kept;
  }
}
