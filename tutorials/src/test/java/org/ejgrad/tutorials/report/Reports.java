// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.List;
import java.util.function.IntFunction;

/** A report with a panel of every kind, for tests. */
final class Reports {
  private Reports() {}

  /** Returns the report with texts 0, 1, 2, ... wherever a text can stand. */
  static HtmlReport withTexts(IntFunction<String> text) {
    Series x = Series.of(-1, 0, 1);
    Series y = Series.of(1, 0.1, 2);
    Line whole = Line.of(text.apply(0), x, y);
    Line ended = Line.of(text.apply(1), x, Series.of(1, 100, 1e300)).ending(text.apply(2));
    List<PlanePlot.PointGroup> groups =
        List.of(
            new PlanePlot.PointGroup(text.apply(3), x, y),
            new PlanePlot.PointGroup(text.apply(4), y, x));
    Grid bowl = Grid.sample(-2, 2, -2, 2, 20, 20, (a, b) -> a * a + 4 * b * b);
    Grid probability = Grid.sample(-2, 2, -2, 2, 20, 20, (a, b) -> a > 0 ? 0.9 : 0.2);
    List<String> classes = List.of(text.apply(5), text.apply(6));
    return HtmlReport.of(text.apply(7))
        .subtitle(text.apply(8))
        .add(TextPanel.of(text.apply(9), text.apply(10), text.apply(11)))
        .add(
            new TablePanel(
                text.apply(12),
                text.apply(13),
                List.of(text.apply(14), text.apply(15)),
                List.of(List.of(text.apply(16), "12.5"), List.of(text.apply(17), "3"))))
        .add(
            new LineChart(
                text.apply(18),
                text.apply(19),
                Axis.linear(text.apply(20)),
                Axis.log(text.apply(21)),
                List.of(whole, ended)))
        .add(HeatMap.confusion(text.apply(22), classes, new int[][] {{40, 2}, {3, 55}}))
        .add(
            PlanePlot.trajectories(
                text.apply(23),
                text.apply(24),
                text.apply(25),
                text.apply(26),
                bowl,
                List.of(whole, ended)))
        .add(PlanePlot.decisionBoundary(text.apply(27), text.apply(28), probability, groups))
        .add(
            PlanePlot.scatter(
                text.apply(29), text.apply(30), text.apply(31), text.apply(32), groups));
  }

  /** How many texts {@link #withTexts} asks for. */
  static final int TEXTS = 33;
}
