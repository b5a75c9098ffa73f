// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.ejgrad.tutorials.report.HtmlReport;
import org.ejgrad.tutorials.report.TablePanel;
import org.ejgrad.tutorials.report.TextPanel;

/** All problems on one page: first what changes with the dimension, then each problem. */
final class RegressionReport {
  private final HtmlReport page;

  private RegressionReport(HtmlReport page) {
    this.page = page;
  }

  static void write(List<Sweep> sweeps, Path file) throws IOException {
    HtmlReport page =
        HtmlReport.of("Seven descents on linear regression")
            .subtitle(
                "Features U(-5, 5) times 1, 3, 5, ...; noise N(0, 1); from theta = 0; mini-batches"
                    + " of 32; "
                    + Wording.text("%,d", Descent.STEPS)
                    + " iterations; the loss is the mean squared error on all rows.")
            .add(
                new TablePanel(
                    "By dimension",
                    "Each method's best rate; the step at which the loss was first near, within 10 %"
                        + " of least squares; and how far above them it is in the end.",
                    ByDimension.header(sweeps),
                    ByDimension.rows(sweeps)))
            .add(new TextPanel("What that says", ByDimension.sentences(sweeps)));
    RegressionReport report = new RegressionReport(page);
    sweeps.forEach(report::add);
    page.writeTo(file);
  }

  private void add(Sweep sweep) {
    Problem problem = sweep.problem();
    RunCharts charts = new RunCharts(page, problem);
    page.add(new TextPanel(problem.toString(), Conclusions.of(sweep)));
    List<Run> best = new ArrayList<>();
    for (Method method : Method.values()) {
      sweep.best(method).ifPresent(best::add);
    }
    charts.add(problem + ": each method at its best rate", least(problem), best, true);
    for (double rate : Sweep.RATES) {
      charts.add(
          problem + ": every method at rate " + Wording.rate(rate),
          "A cross: the run diverged, or ended above its start.",
          sweep.at(rate),
          false);
    }
    if (problem.data().featureCount() == 2) {
      Trajectories.panels(sweep).forEach(page::add);
    }
    charts.addSettings(
        problem + ": averaged momentum, beta",
        "The weight of the past in v = beta v + (1 - beta) g.",
        sweep.averages());
    charts.addSettings(
        problem + ": momentum, gamma",
        "The weight of the past in v = gamma v + alpha g.",
        sweep.gammas());
    charts.addSettings(
        problem + ": RMSProp, beta",
        "The weight of the past in the mean of squared gradients.",
        sweep.squares());
    charts.addSettings(
        problem + ": Adam, beta1 and beta2",
        "The weights of the past in the means of the gradient and of its square.",
        sweep.betaPairs());
    page.add(table(sweep));
  }

  private static String least(Problem problem) {
    return "Least squares: " + Wording.number(problem.leastLoss()) + ".";
  }

  private static TablePanel table(Sweep sweep) {
    List<Run> runs = new ArrayList<>(sweep.rates());
    runs.addAll(sweep.settings());
    List<List<String>> rows = new ArrayList<>();
    for (Run run : runs) {
      OptionalInt reached = run.stepsToWithinTenth(sweep.problem());
      rows.add(
          Arrays.asList(
              run.name(),
              Wording.rate(run.rate()),
              Wording.number(run.finalLoss()),
              reached.isPresent() ? Integer.toString(reached.getAsInt()) : "never",
              Wording.text("%.1f", run.microsPerStep()),
              run.divergence()
                  .map(where -> "step " + where.step() + ": " + where.origin())
                  .orElse(run.ending())));
    }
    return new TablePanel(
        sweep.problem() + ": every run",
        least(sweep.problem()),
        List.of("run", "rate", "last loss", "within 10 % at", "µs a step", "failed"),
        rows);
  }
}
