// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A piece of the plane: a field in the background (probabilities or a loss), its contour lines,
 * points, and trajectories over them. Decision boundaries, scatter plots, and the paths of
 * optimizers are all this.
 *
 * @param title the heading
 * @param note one sentence below the heading, or empty
 * @param x label of the horizontal axis
 * @param y label of the vertical axis
 * @param field the background, if any; its rectangle is then the plot's
 * @param groups points, one colour per group; beside trajectories stars on top of these
 * @param trajectories paths; the start is a dot and the end a larger one
 */
public record PlanePlot(
    String title,
    String note,
    String x,
    String y,
    Optional<Field> field,
    List<PointGroup> groups,
    List<Line> trajectories)
    implements Panel {
  /** Copies the lists. */
  public PlanePlot {
    groups = List.copyOf(groups);
    trajectories = List.copyOf(trajectories);
  }

  /** Returns a plot of points alone. */
  public static PlanePlot scatter(
      String title, String note, String x, String y, List<PointGroup> groups) {
    return new PlanePlot(title, note, x, y, Optional.empty(), groups, List.of());
  }

  /** Returns the probabilities of class 1 with the line at one half, and the points on it. */
  public static PlanePlot decisionBoundary(
      String title, String note, Grid probabilities, List<PointGroup> groups) {
    Field field = new Field(probabilities, FieldKind.PROBABILITY, List.of(0.5));
    return new PlanePlot(title, note, "x\u2081", "x\u2082", Optional.of(field), groups, List.of());
  }

  /** Returns paths over the contour lines of a loss. */
  public static PlanePlot trajectories(
      String title, String note, String x, String y, Grid loss, List<Line> paths) {
    return new PlanePlot(
        title, note, x, y, Optional.of(Field.landscape(loss, 12)), List.of(), paths);
  }

  /** How a field is coloured. */
  public enum FieldKind {
    /** From class 0 (blue) through one half (the paper's colour) to class 1 (orange). */
    PROBABILITY,
    /** One shade, deeper where the value is lower. */
    LANDSCAPE
  }

  /**
   * A background.
   *
   * @param grid the values
   * @param kind the colours
   * @param levels values whose contour lines are drawn
   */
  public record Field(Grid grid, FieldKind kind, List<Double> levels) {
    /** Copies the list. */
    public Field {
      levels = List.copyOf(levels);
    }

    /**
     * Returns a loss with contour lines at min + (max - min) (k / (count + 1))^2, k = 1 .. count:
     * for a quadratic bowl these are rings at even distances.
     */
    public static Field landscape(Grid grid, int count) {
      double low = grid.values().min();
      double span = grid.values().max() - low;
      List<Double> levels = new ArrayList<>();
      for (int k = 1; k <= count && span > 0; k++) {
        double share = k / (count + 1.0);
        levels.add(low + span * share * share);
      }
      return new Field(grid, FieldKind.LANDSCAPE, levels);
    }
  }

  /**
   * Points of one colour.
   *
   * @param name shown in the legend
   * @param x one value per point
   * @param y one value per point
   */
  public record PointGroup(String name, Series x, Series y) {
    /** Checks that x and y have the same length. */
    public PointGroup {
      if (x.length() != y.length()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "points: x and y must have the same length, got x=%d, y=%d",
                x.length(),
                y.length()));
      }
    }
  }
}
