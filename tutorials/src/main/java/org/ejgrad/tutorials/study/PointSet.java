// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.Locale;
import org.ejgrad.tutorials.report.Series;
import org.ejgrad.tutorials.report.Thinning;

/**
 * The data points of one size, or as many of them as are worth drawing.
 *
 * @param n how many points the cells of this size train on
 * @param x first coordinate; at most n values
 * @param y second coordinate
 * @param labels class of each point, 0 or 1
 */
public record PointSet(int n, Series x, Series y, Series labels) {
  /** More points than this hide each other and the boundary. */
  public static final int DRAWN_POINTS = 300;

  /** Checks lengths and labels. */
  public PointSet {
    int length = x.length();
    if (length > n || y.length() != length || labels.length() != length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "points: x, y and labels must have the same length, at most n=%d, got %d, %d, %d",
              n,
              length,
              y.length(),
              labels.length()));
    }
    if (!x.isFinite() || !y.isFinite()) {
      throw new IllegalArgumentException("points: coordinates must be finite");
    }
    for (int i = 0; i < length; i++) {
      if (labels.at(i) != 0 && labels.at(i) != 1) {
        throw new IllegalArgumentException("points: labels must be 0 or 1, got " + labels.at(i));
      }
    }
  }

  /** Returns at most {@link #DRAWN_POINTS} of the points, evenly picked in their order. */
  public PointSet thinned() {
    int[] drawn = Thinning.evenly(x.length(), DRAWN_POINTS);
    return new PointSet(n, x.at(drawn), y.at(drawn), labels.at(drawn));
  }
}
