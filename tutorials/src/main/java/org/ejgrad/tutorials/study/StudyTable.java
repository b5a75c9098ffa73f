// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.ejgrad.graph.Names;
import org.ejgrad.tutorials.report.Series;

/**
 * The study as text of at most 100 columns: one block per size and network, a row per optimizer,
 * and for each rate the final loss, the accuracy in percent, the iterations until the loss was
 * below the threshold, and the seconds. The best final loss of each rate carries a star.
 */
public final class StudyTable {
  private static final int NAME_WIDTH = 16;
  private static final int RATES_PER_BLOCK = 3;
  private static final String GROUP = "|%9s%6s%7s%5s";
  private static final int GROUP_WIDTH = 9 + 6 + 7 + 5;

  private final StudyResult study;
  private final StudySettings settings;
  private final StringBuilder text = new StringBuilder();
  private final List<String> diverged = new ArrayList<>();

  private StudyTable(StudyResult study) {
    this.study = study;
    this.settings = study.settings();
  }

  /** Returns the table, each line ended by a line feed. */
  public static String of(StudyResult study) {
    return new StudyTable(study).render();
  }

  private String render() {
    int rates = settings.learningRates().size();
    for (int size = 0; size < settings.sizes().size(); size++) {
      for (int network = 0; network < settings.networks().size(); network++) {
        for (int first = 0; first < rates; first += RATES_PER_BLOCK) {
          block(size, network, first, Math.min(rates, first + RATES_PER_BLOCK));
        }
      }
    }
    text.append(
        "loss: at the end; * best at that rate. acc: % of the points classified rightly.\n");
    text.append("never: the loss stayed at or above the threshold. s: seconds.\n");
    for (String line : diverged) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private void block(int size, int network, int from, int to) {
    line(
        "n = %s, network %s, %s iterations",
        Numbers.count(settings.sizes().get(size)),
        settings.networks().get(network).label(),
        Numbers.count(settings.iterations()));
    StringBuilder rates = new StringBuilder(" ".repeat(NAME_WIDTH));
    StringBuilder heads = new StringBuilder(String.format(Locale.ROOT, "%-16s", "optimizer"));
    for (int rate = from; rate < to; rate++) {
      String title = "rate " + Numbers.rate(settings.learningRates().get(rate));
      rates.append("| ").append(title).append(" ".repeat(GROUP_WIDTH - 1 - title.length()));
      heads.append(String.format(Locale.ROOT, GROUP, "loss ", "acc", threshold(), "s"));
    }
    line("%s", rates.toString().stripTrailing());
    line("%s", heads);
    line("%s", "-".repeat(NAME_WIDTH) + ("+" + "-".repeat(GROUP_WIDTH)).repeat(to - from));
    for (int optimizer = 0; optimizer < settings.optimizers().size(); optimizer++) {
      StringBuilder row = new StringBuilder(name(settings.optimizers().get(optimizer)));
      for (int rate = from; rate < to; rate++) {
        OptionalDouble best = bestLoss(size, network, rate);
        row.append(group(study.cell(size, network, rate, optimizer), best));
      }
      line("%s", row);
    }
    text.append('\n');
  }

  private String group(CellResult cell, OptionalDouble best) {
    String seconds =
        String.format(Locale.ROOT, cell.seconds() < 100 ? "%.1f" : "%.0f", cell.seconds());
    if (cell.divergence().isPresent()) {
      Divergence where = cell.divergence().get();
      diverged.add(
          String.format(
              Locale.ROOT,
              "diverged: %s,\n  at step %s in %s",
              cell.key(),
              Numbers.count(where.step()),
              Names.printable(where.operation())));
      return String.format(
          Locale.ROOT, GROUP, "diverged ", "-", "@" + Numbers.count(where.step()), seconds);
    }
    double loss = last(cell.loss());
    boolean isBest = best.isPresent() && loss == best.getAsDouble();
    return String.format(
        Locale.ROOT,
        GROUP,
        Numbers.loss(loss) + (isBest ? "*" : " "),
        String.format(Locale.ROOT, "%.1f", 100 * last(cell.accuracy())),
        cell.iterationsToThreshold().isPresent()
            ? Numbers.count(cell.iterationsToThreshold().getAsInt())
            : "never",
        seconds);
  }

  private OptionalDouble bestLoss(int size, int network, int rate) {
    DoubleStream.Builder losses = DoubleStream.builder();
    for (int optimizer = 0; optimizer < settings.optimizers().size(); optimizer++) {
      CellResult cell = study.cell(size, network, rate, optimizer);
      if (cell.divergence().isEmpty()) {
        losses.add(last(cell.loss()));
      }
    }
    return losses.build().min();
  }

  private String threshold() {
    String bound = "<" + Numbers.rate(settings.lossThreshold());
    return bound.length() <= 6 ? bound : "<limit";
  }

  private static double last(Series curve) {
    return curve.at(curve.length() - 1);
  }

  private static String name(String optimizer) {
    String printable = Names.printable(optimizer);
    String fitting =
        printable.length() <= NAME_WIDTH ? printable : printable.substring(0, NAME_WIDTH - 1) + "~";
    return String.format(Locale.ROOT, "%-16s", fitting);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
