// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.tutorials.report.Axis;
import org.ejgrad.tutorials.report.HtmlReport;
import org.ejgrad.tutorials.report.Line;
import org.ejgrad.tutorials.report.LineChart;
import org.ejgrad.tutorials.report.Series;

/** Curves of one problem's runs, added to a page. */
final class RunCharts {
  private static final int SMOOTHED = 25;

  private final HtmlReport page;
  private final Problem problem;

  RunCharts(HtmlReport page, Problem problem) {
    this.page = page;
    this.problem = problem;
  }

  /** The loss on all rows over the iterations; a cross where a run diverged. */
  void add(String title, String note, List<Run> runs, boolean nameRate) {
    List<Line> lines = new ArrayList<>();
    for (Run run : runs) {
      String name = run.name() + (nameRate ? ", rate " + Wording.rate(run.rate()) : "");
      Series steps = Series.counting(0, run.losses().length());
      lines.add(Line.of(name, steps, run.losses()).ending(run.ending()));
    }
    page.add(new LineChart(title, note, Axis.linear("iteration"), Axis.log("loss"), lines));
  }

  /** Settings of one rule differ by little: the smoothed distance from least squares shows how. */
  void addSettings(String title, String note, List<Run> runs) {
    List<Line> lines = new ArrayList<>();
    for (Run run : runs) {
      double[] above = new double[run.losses().length()];
      for (int i = 0; i < above.length; i++) {
        int from = Math.max(0, i - SMOOTHED + 1);
        for (int k = from; k <= i; k++) {
          above[i] += (run.losses().at(k) - problem.leastLoss()) / (i - from + 1);
        }
      }
      Series steps = Series.counting(0, above.length);
      lines.add(
          Line.of(run.name() + ", rate " + Wording.rate(run.rate()), steps, Series.of(above))
              .ending(run.ending()));
    }
    Axis y = Axis.log("loss above least squares");
    page.add(
        new LineChart(
            title,
            note + " Mean of the last " + SMOOTHED + " iterations.",
            Axis.linear("iteration"),
            y,
            lines));
  }
}
