// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Evaluations beside those of SciPy, which scipy_counts.py wrote; see there for the settings.
 *
 * <p>With {@code -Dejgrad.page=write} the table goes to MINIMIZERS.md.
 */
class ScipyCountsTest {
  private static final Path PAGE = Path.of("MINIMIZERS.md");

  private static final String COMMAND =
      "mvn -q test -pl optim -am -Dtest=ScipyCountsTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dejgrad.page=write";

  /** What scipy_counts.py allows its runs, too. */
  private static final int CAP = 5000;

  /** Ours, SciPy's method, and how many times its values ours may need where both solve. */
  private enum Pair {
    // In MEYER's valley, whose curvatures are 1e13 apart, ours takes five times as many.
    BFGS("bfgs", Minimizers.bfgs(), "BFGS", 1.3),
    LBFGS("lbfgs", Minimizers.lbfgs(), "L-BFGS-B", 1),
    LBFGS_B("lbfgsB", Minimizers.lbfgsB(Bounds.none()), "L-BFGS-B", 1.1),
    CG("conjugateGradient", Minimizers.conjugateGradient(), "CG", 1),
    NEWTON_CG("newtonCg", Minimizers.newtonCg(), "Newton-CG", 1),
    STEIHAUG("steihaug", Minimizers.steihaug(), "trust-ncg", 1),
    DOGLEG("dogleg", Minimizers.dogleg(), "dogleg", 1.1),
    DOGLEG_EXACT("dogleg", Minimizers.dogleg(), "trust-exact", 1),
    // MINPACK's damping takes fewer steps in curved valleys than Nielsen's.
    LM("levenbergMarquardt", Minimizers.levenbergMarquardt().tolerance(0), "lm", 1.25);

    private final String title;
    private final Minimizer ours;
    private final String scipys;
    private final double bound;

    Pair(String title, Minimizer ours, String scipys, double bound) {
      this.title = title;
      this.ours = ours.maxIterations(CAP).maxEvaluations(CAP);
      this.scipys = scipys;
      this.bound = bound;
    }
  }

  /** Counts of one pair; sums are over the runs that both solve. */
  private static final class Total {
    private long ours;
    private long scipys;
    private int solvedByUs;
    private int solvedByScipy;
    private int both;
    private int weNeedFewer;
    private int scipyNeedsFewer;

    void add(long our, boolean solved, long scipy, boolean solvedByScipys) {
      solvedByUs += solved ? 1 : 0;
      solvedByScipy += solvedByScipys ? 1 : 0;
      if (solved && solvedByScipys) {
        both++;
        ours += our;
        scipys += scipy;
        weNeedFewer += our < scipy ? 1 : 0;
        scipyNeedsFewer += scipy < our ? 1 : 0;
      }
    }
  }

  private final Map<Pair, Total> totals = new EnumMap<>(Pair.class);

  @Test
  void page_isThatOfTheCounts() throws IOException {
    List<String> lines = lines();
    assertEquals(2 + 2 * MghProblem.values().length, lines.size());
    assertTrue(lines.get(0).endsWith(", cap " + CAP), lines.get(0));
    List<String> head = List.of(lines.get(1).split(",", -1));
    StringBuilder rows = new StringBuilder();
    for (String line : lines.subList(2, lines.size())) {
      String[] cells = line.split(",", -1);
      rows.append("| ").append(cells[0]).append(" | ").append(cells[1]).append("x |");
      for (Pair pair : Pair.values()) {
        rows.append(' ').append(cell(pair, head.indexOf(pair.scipys), cells)).append(" |");
      }
      rows.append('\n');
    }
    String page = page(lines.get(0).substring(2), rows);
    if (System.getProperty("ejgrad.page", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    for (Pair pair : Pair.values()) {
      Total total = of(pair);
      assertTrue(total.ours <= pair.bound * total.scipys, () -> summary(pair));
      assertTrue(total.solvedByUs >= total.solvedByScipy, () -> summary(pair));
    }
    // Other kernels and processors round otherwise, and a long run then takes other steps.
    if (isWhereThePageWasWritten()) {
      assertEquals(
          page, Files.readString(PAGE), () -> "optim/MINIMIZERS.md is stale; run " + COMMAND);
    }
  }

  private static boolean isWhereThePageWasWritten() {
    return System.getProperty("ejgrad.kernels", "plain").equals("plain")
        && System.getProperty("ejgrad.blas", "").equals("none")
        && System.getProperty("os.arch", "").equals("amd64");
  }

  private String page(String versions, StringBuilder rows) {
    StringBuilder page = new StringBuilder();
    page.append("# Evaluations of the minimizers beside SciPy's\n\n")
        .append("Written by ScipyCountsTest with `-Dejgrad.page=write`; do not edit. ")
        .append(versions)
        .append(" values for both.\nThe problems of More, Garbow and Hillstrom from their starts")
        .append(" and from ten times as far; solved is a run that\nreaches a published minimum of")
        .append(" the sum of squares. Values each come with a gradient, for Levenberg-Marquardt\n")
        .append("they are residuals; Hessians and their products are not counted. SciPy's")
        .append(
            " Newton-CG stops by its step, the others\nby the gradient; 'dogleg' gives up where")
        .append(" the Hessian is not positive definite, so 'trust-exact' stands beside\nours, too.")
        .append("\n\nTotals are over the runs that both solve:\n\n")
        .append("| ours | SciPy's | values | runs | ours needs fewer on | SciPy's on | solved |\n")
        .append("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (Pair pair : Pair.values()) {
      page.append(summary(pair)).append('\n');
    }
    page.append("\nSciPy's counts are lower ")
        .append(
            Stream.of(Pair.values()).flatMap(this::lowerOfScipys).collect(Collectors.joining("; ")))
        .append(".\nLevenberg-Marquardt here damps after Nielsen, which takes more steps in curved")
        .append(" valleys than MINPACK's.\n");
    page.append("\nEach run, ours / SciPy's; in brackets where it is not solved:\n\n")
        .append("| problem | start |");
    for (Pair pair : Pair.values()) {
      page.append(' ').append(pair.title).append(" / ").append(pair.scipys).append(" |");
    }
    page.append("\n| --- |").append(" --- |".repeat(Pair.values().length + 1)).append('\n');
    return page.append(rows).toString();
  }

  private Stream<String> lowerOfScipys(Pair pair) {
    Total total = of(pair);
    String name = pair.title + " / " + pair.scipys;
    Stream<String> sum = total.scipys < total.ours ? Stream.of("in total: " + name) : Stream.of();
    return Stream.concat(
        sum,
        total.scipyNeedsFewer > total.weNeedFewer
            ? Stream.of("on more runs: " + name)
            : Stream.of());
  }

  private String cell(Pair pair, int column, String[] cells) {
    MghProblem problem = MghProblem.valueOf(cells[0]);
    double factor = Double.parseDouble(cells[1]);
    Result result = pair.ours.minimize(problem.objective(), problem.start(factor));
    boolean solved = problem.isMinimum(result.value());
    long count = result.counts().values();
    String ours = solved ? "" + count : "(" + count + ")";
    if (cells[column].isEmpty()) {
      return ours + " / -";
    }
    long scipys = Long.parseLong(cells[column]);
    boolean solvedByScipy =
        !cells[column + 1].contains(" ")
            && problem.isMinimum(Double.parseDouble(cells[column + 1]) / 2);
    of(pair).add(count, solved, scipys, solvedByScipy);
    return ours + " / " + (solvedByScipy ? "" + scipys : "(" + scipys + ")");
  }

  private Total of(Pair pair) {
    return totals.computeIfAbsent(pair, p -> new Total());
  }

  private String summary(Pair pair) {
    Total total = of(pair);
    return String.format(
        "| %s | %s | %d / %d | %d | %d | %d | %d / %d |",
        pair.title,
        pair.scipys,
        total.ours,
        total.scipys,
        total.both,
        total.weNeedFewer,
        total.scipyNeedsFewer,
        total.solvedByUs,
        total.solvedByScipy);
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
