// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Evaluations beside those of SciPy, which scipy_counts.py wrote; see there for the settings.
 *
 * <p>With {@code -Dejgrad.page=write} the table goes to MINIMIZERS.md.
 */
class ScipyCountsTest {
  private static final Path PAGE = Path.of("MINIMIZERS.md");

  /** Ours, and SciPy's name and first column. */
  private enum Pair {
    BFGS("bfgs", Minimizers.bfgs(), 2, 3),
    LBFGS("lbfgs", Minimizers.lbfgs(), 4, 5),
    CG("conjugateGradient", Minimizers.conjugateGradient(), 6, 7),
    LM("levenbergMarquardt", Minimizers.levenbergMarquardt().tolerance(0), 8, 10);

    private final String title;
    private final Minimizer ours;
    private final int count;
    private final int sum;

    Pair(String title, Minimizer ours, int count, int sum) {
      this.title = title;
      this.ours = ours;
      this.count = count;
      this.sum = sum;
    }
  }

  /** Counts of one pair over the problems that both solve. */
  private static final class Total {
    private long ours;
    private long scipys;
    private int solvedByUs;
    private int solvedByScipy;
    private int both;
  }

  @Test
  void counts_overTheProblems_areThoseOfScipyOrFewer() throws IOException {
    List<String> lines = lines();
    StringBuilder page = new StringBuilder();
    page.append("# Evaluations of the minimizers beside SciPy's\n\n")
        .append("Written by ScipyCountsTest with `-Dejgrad.page=write`; do not edit. ")
        .append(lines.get(0).substring(2))
        .append(".\n\nValues, each with its gradient, for Levenberg-Marquardt of the residuals:")
        .append(" ours / SciPy's. In brackets\nwhere the sum of squares reached is no published")
        .append(" minimum of More, Garbow and Hillstrom.\n\n| problem | start |");
    for (Pair pair : Pair.values()) {
      page.append(' ').append(pair.title).append(" |");
    }
    page.append("\n| --- |").append(" --- |".repeat(Pair.values().length + 1)).append('\n');
    Map<Pair, Total> totals = new EnumMap<>(Pair.class);
    for (Pair pair : Pair.values()) {
      totals.put(pair, new Total());
    }
    for (String line : lines.subList(2, lines.size())) {
      String[] cells = line.split(",", -1);
      MghProblem problem = MghProblem.valueOf(cells[0]);
      page.append("| ").append(cells[0]).append(" | ").append(cells[1]).append("x |");
      for (Pair pair : Pair.values()) {
        String cell = cell(pair, problem, cells, of(totals, pair));
        page.append(' ').append(cell).append(" |");
      }
      page.append('\n');
    }
    page.append("\nOver the problems that both solve: ")
        .append(
            Arrays.stream(Pair.values())
                .map(pair -> summary(pair, of(totals, pair)))
                .collect(Collectors.joining("; ")))
        .append(".\nLevenberg-Marquardt here damps after Nielsen, which takes more steps in curved")
        .append(" valleys than MINPACK's.\n");
    if (System.getProperty("ejgrad.page", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    for (Pair pair : Pair.values()) {
      Total total = of(totals, pair);
      // MINPACK's damping takes fewer steps in curved valleys than Nielsen's.
      double bound = pair == Pair.LM ? 1.25 : 1;
      assertTrue(total.ours <= bound * total.scipys, () -> summary(pair, total));
      assertTrue(total.solvedByUs >= total.solvedByScipy, () -> summary(pair, total));
    }
  }

  private static String cell(Pair pair, MghProblem problem, String[] cells, Total total) {
    double factor = Double.parseDouble(cells[1]);
    Result result =
        pair.ours.maxIterations(5000).minimize(problem.objective(), problem.start(factor));
    boolean solved = problem.isMinimum(result.value());
    long count = result.counts().values();
    total.solvedByUs += solved ? 1 : 0;
    String ours = solved ? "" + count : "(" + count + ")";
    if (cells[pair.count].isEmpty()) {
      return ours + " / -";
    }
    long scipys = Long.parseLong(cells[pair.count]);
    boolean solvedByScipy = problem.isMinimum(Double.parseDouble(cells[pair.sum]) / 2);
    total.solvedByScipy += solvedByScipy ? 1 : 0;
    if (solved && solvedByScipy) {
      total.both++;
      total.ours += count;
      total.scipys += scipys;
    }
    return ours + " / " + (solvedByScipy ? "" + scipys : "(" + scipys + ")");
  }

  private static Total of(Map<Pair, Total> totals, Pair pair) {
    return requireNonNull(totals.get(pair));
  }

  private static String summary(Pair pair, Total total) {
    return pair.title
        + " "
        + total.ours
        + " / "
        + total.scipys
        + " on "
        + total.both
        + ", solved "
        + total.solvedByUs
        + " / "
        + total.solvedByScipy;
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(ScipyCountsTest.class.getResourceAsStream("scipy_counts.csv")),
                UTF_8))) {
      return new ArrayList<>(lines.lines().toList());
    }
  }
}
