// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.Locale;

/**
 * A named curve: the points (x_i, y_i) joined in order. Points that are not finite leave a gap.
 *
 * @param name shown in the legend and beside the pointer
 * @param x one value per point
 * @param y one value per point
 * @param ending why the curve ends early, such as "diverged at step 37 in square"; empty if it does
 *     not. Drawn as a cross at the last point and named in the legend.
 */
public record Line(String name, Series x, Series y, String ending) {
  /** Checks that x and y have the same length. */
  public Line {
    if (x.length() != y.length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "line: x and y must have the same length, got x=%d, y=%d",
              x.length(),
              y.length()));
    }
  }

  /** Returns a curve that ends where it should. */
  public static Line of(String name, Series x, Series y) {
    return new Line(name, x, y, "");
  }

  /** Returns the values at 1, 2, 3, ..., as a history of steps has them. */
  public static Line ofSteps(String name, double... y) {
    return of(name, Series.counting(1, y.length), Series.of(y));
  }

  /** Returns this curve marked as ending early for the given reason. */
  public Line ending(String reason) {
    return new Line(name, x, y, reason);
  }
}
