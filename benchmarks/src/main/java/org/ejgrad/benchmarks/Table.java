// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Writes measurements as one Markdown table. */
final class Table {
  private static final String NONE = "-";

  /** Runs of one machine, when it is idle, lie closer together. */
  private static final double HEALTHY = 0.75;

  private Table() {}

  /**
   * @param conditions lines about versions, flags and the machine, each a list item above the table
   */
  static String markdown(Measurements measurements, List<String> conditions) {
    List<String> lines = new ArrayList<>();
    conditions.forEach(condition -> lines.add("- " + condition));
    lines.add("");
    Set<Contender> contenders = measurements.contenders();
    List<String> head = head(contenders);
    lines.add(line(head));
    lines.add(line(Collections.nCopies(head.size(), "---")));
    for (Workload workload : measurements.workloads()) {
      lines.add(line(row(workload, contenders, measurements)));
    }
    for (Workload workload : measurements.workloads()) {
      for (Contender contender : contenders) {
        measurements
            .failure(workload, contender)
            .ifPresent(
                reason -> {
                  lines.add("");
                  lines.add("Failed: " + workload + " by " + contender + ": " + reason);
                });
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> head(Set<Contender> contenders) {
    List<String> head = new ArrayList<>(List.of("steps per second"));
    contenders.forEach(contender -> head.add(contender.title()));
    head.addAll(
        List.of(
            "EJGrad / plain",
            "EJGrad / SIMD",
            "EJGrad / best peer",
            "EJGrad to reach",
            "reached",
            "EJGrad, bytes per step"));
    return head;
  }

  private static List<String> row(
      Workload workload, Set<Contender> contenders, Measurements measurements) {
    List<String> row = new ArrayList<>(List.of(workload.title()));
    for (Contender contender : contenders) {
      row.add(
          measurements
              .of(workload, contender)
              .map(m -> rate(m.perSecond()))
              .orElse(measurements.failure(workload, contender).map(r -> "failed").orElse(NONE)));
    }
    row.add(ratio(measurements.ratio(workload, Contender.PLAIN)));
    row.add(ratio(measurements.ratio(workload, Contender.SIMD)));
    row.add(ratio(measurements.ratioToBestPeer(workload)));
    row.add(toReach(workload));
    row.add(reached(workload, measurements));
    row.add(
        measurements
            .of(workload, Contender.EJGRAD)
            .map(m -> format("%,.0f", m.bytesPerStep()))
            .orElse(NONE));
    return row;
  }

  private static String toReach(Workload workload) {
    Target target = workload.target();
    String against =
        target.contender() == Contender.EJGRAD
            ? "EJGrad in double"
            : target.contender().title() + format(" (then %s)", rate(target.figure()));
    return ratio(OptionalDouble.of(target.factor())) + " of " + against;
  }

  /** Says so where what it is compared with fell short of itself, as it does on a busy machine. */
  private static String reached(Workload workload, Measurements measurements) {
    OptionalDouble ratio = measurements.ratioToTarget(workload);
    if (ratio.isEmpty()) {
      return NONE;
    }
    double health = measurements.referenceOverFigure(workload).orElse(1);
    if (health < HEALTHY) {
      return format("unsure, %s, by hand at %.0f %% of then", ratio(ratio), 100 * health);
    }
    String answer = ratio.getAsDouble() >= workload.target().factor() ? "yes, " : "no, ";
    return answer + ratio(ratio);
  }

  /** A row of a Markdown table. */
  static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String ratio(OptionalDouble ratio) {
    if (ratio.isEmpty()) {
      return NONE;
    }
    double value = ratio.getAsDouble();
    return format(value < 0.1 ? "%.3fx" : "%.2fx", value);
  }

  /** Three digits or all that are whole. */
  private static String rate(double perSecond) {
    if (perSecond >= 100) {
      return format("%,.0f", perSecond);
    }
    return format(perSecond >= 10 ? "%.1f" : "%.2f", perSecond);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
