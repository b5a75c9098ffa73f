// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One problem's runs as text: final losses of every method at every rate, with the steps until the
 * loss was within 10 % of least squares; then the other settings; then where runs diverged.
 */
final class RegressionTable {
  private static final int COLUMNS_PER_PROBLEM = 3;
  private static final String ROW = "%-34s";

  private RegressionTable() {}

  static String of(Sweep sweep) {
    Problem problem = sweep.problem();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: loss after %,d steps, and the first step within 10 %% of least squares (%s)",
        problem,
        Descent.STEPS,
        Wording.number(problem.leastLoss()));
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, ROW, "method"));
    for (double rate : Sweep.RATES) {
      head.append(String.format(Locale.ROOT, "%20s", "rate " + Wording.rate(rate)));
    }
    line(text, "%s", head);
    line(text, "%s", "-".repeat(head.length()));
    for (Method method : Method.values()) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, ROW, method.label()));
      sweep.of(method).forEach(run -> row.append(cell(run, problem)));
      line(text, "%s", row);
    }
    line(text, "");
    line(text, ROW + "%20s%20s", "setting", "rate", "loss");
    line(text, "%s", "-".repeat(74));
    for (Run run : sweep.settings()) {
      line(text, ROW + "%20s%s", run.name(), Wording.rate(run.rate()), cell(run, problem));
    }
    for (Run run : sweep.rates()) {
      run.divergence()
          .ifPresent(
              where ->
                  line(
                      text,
                      "%s at rate %s: step %d did not happen, %s",
                      run.name(),
                      Wording.rate(run.rate()),
                      where.step(),
                      where.origin()));
    }
    return text.toString();
  }

  /** All problems side by side. */
  static String of(List<String> header, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : Stream.concat(Stream.of(header), rows.stream()).toList()) {
      text.append(String.format(Locale.ROOT, "%-17s", row.get(0)));
      for (int k = 1; k < row.size(); k++) {
        // A problem's first column has its name in the title.
        String format = k % COLUMNS_PER_PROBLEM == 1 ? "%17s" : "%9s";
        text.append(String.format(Locale.ROOT, format, row.get(k)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String cell(Run run, Problem problem) {
    if (run.divergence().isPresent()) {
      return String.format(
          Locale.ROOT, "%20s", "diverged @" + run.divergence().get().step() + "       ");
    }
    OptionalInt reached = run.stepsToWithinTenth(problem);
    String when =
        reached.isPresent() ? String.format(Locale.ROOT, "(%d)", reached.getAsInt()) : "(never)";
    return String.format(Locale.ROOT, "%12s %7s", Wording.number(run.finalLoss()), when);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
