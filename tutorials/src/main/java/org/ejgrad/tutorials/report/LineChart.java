// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.List;

/**
 * Curves over common axes: convergence, learning curves, sweeps.
 *
 * @param title the heading
 * @param note one sentence below the heading, or empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param lines at most {@link #MOST_LINES}; long ones are thinned by {@link Thinning}
 */
public record LineChart(String title, String note, Axis x, Axis y, List<Line> lines)
    implements Panel {
  /** More curves than this cannot be told apart. */
  public static final int MOST_LINES = 16;

  /** Checks the number of lines. */
  public LineChart {
    lines = List.copyOf(lines);
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException(
          "line chart: at most 16 lines can be told apart, got "
              + lines.size()
              + ". Split the chart.");
    }
  }
}
