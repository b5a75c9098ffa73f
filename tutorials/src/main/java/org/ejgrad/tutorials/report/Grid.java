// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * A function of two variables sampled on a rectangle: value(r, c) = f(x(c), y(r)), both ends
 * included.
 *
 * @param xLow x of the first column
 * @param xHigh x of the last column
 * @param yLow y of the first row
 * @param yHigh y of the last row
 * @param columns at least 2
 * @param rows at least 2
 * @param values finite, row after row, the row of {@code yLow} first
 */
public record Grid(
    double xLow, double xHigh, double yLow, double yHigh, int columns, int rows, Series values) {
  /** Checks the rectangle and the number of values. */
  public Grid {
    if (!(xLow < xHigh && yLow < yHigh && Double.isFinite(xHigh - xLow + (yHigh - yLow)))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "grid: low must be below high and both finite, got x=[%s, %s], y=[%s, %s]",
              xLow,
              xHigh,
              yLow,
              yHigh));
    }
    if (columns < 2 || rows < 2 || (long) columns * rows != values.length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "grid: needs at least 2x2 and one value per node, got rows=%d, columns=%d, values=%d",
              rows,
              columns,
              values.length()));
    }
    if (!values.isFinite()) {
      throw new IllegalArgumentException("grid: values must be finite, got NaN or infinity");
    }
  }

  /** Samples the function at columns x rows points of [xLow, xHigh] x [yLow, yHigh]. */
  public static Grid sample(
      double xLow,
      double xHigh,
      double yLow,
      double yHigh,
      int columns,
      int rows,
      DoubleBinaryOperator function) {
    double[] values = new double[Math.multiplyExact(columns, rows)];
    for (int r = 0, i = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++, i++) {
        values[i] =
            function.applyAsDouble(node(xLow, xHigh, c, columns), node(yLow, yHigh, r, rows));
      }
    }
    return new Grid(xLow, xHigh, yLow, yHigh, columns, rows, Series.of(values));
  }

  /** Returns x of the 0-based column. */
  public double x(int column) {
    return node(xLow, xHigh, column, columns);
  }

  /** Returns y of the 0-based row. */
  public double y(int row) {
    return node(yLow, yHigh, row, rows);
  }

  private static double node(double low, double high, int index, int count) {
    return low + (high - low) * index / (count - 1);
  }
}
