// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import static org.ejgrad.tutorials.regression.Wording.number;
import static org.ejgrad.tutorials.regression.Wording.percent;
import static org.ejgrad.tutorials.regression.Wording.rate;
import static org.ejgrad.tutorials.regression.Wording.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the runs on one problem say: sentences made of the numbers measured. */
final class Conclusions {
  private static final int PODIUM = 3;

  private final Sweep sweep;
  private final Problem problem;
  private final List<String> said = new ArrayList<>();

  private Conclusions(Sweep sweep) {
    this.sweep = sweep;
    this.problem = sweep.problem();
  }

  static List<String> of(Sweep sweep) {
    Conclusions conclusions = new Conclusions(sweep);
    conclusions.theoryAgainstMeasured();
    conclusions.nearest();
    conclusions.fastest();
    conclusions.neverNear();
    conclusions.failed();
    for (List<Run> runs :
        List.of(sweep.averages(), sweep.squares(), sweep.gammas(), sweep.betaPairs())) {
      conclusions.bestOf(runs);
    }
    return conclusions.said;
  }

  private void theoryAgainstMeasured() {
    double[] curvature = problem.curvatures();
    String measured =
        sweep.of(Method.GRADIENT_DESCENT).stream()
            .map(
                run ->
                    text("at rate %s it ", rate(run.rate()))
                        + (run.failed()
                            ? run.ending()
                            : text("went to %s", number(run.finalLoss()))))
            .collect(Collectors.joining("; "));
    said.add(
        text(
            "Least squares leaves a loss of %s. The loss curves by %s in its flattest and by %s in"
                + " its steepest direction, so gradient descent converges for rates below 2 / %s ="
                + " %.2g. Measured: %s.",
            number(problem.leastLoss()),
            number(curvature[0]),
            number(curvature[1]),
            number(curvature[1]),
            2 / curvature[1],
            measured));
  }

  private void nearest() {
    Sweep.best(sweep.rates())
        .ifPresent(
            run ->
                said.add(
                    text(
                        "Nearest to least squares in the end: %s at rate %s, %s above it.",
                        run.name(), rate(run.rate()), percent(run.excess(problem)))));
  }

  private void fastest() {
    String podium =
        sweep.rates().stream()
            .filter(run -> !run.failed() && run.stepsToWithinTenth(problem).isPresent())
            .sorted(Comparator.comparingInt(this::steps))
            .limit(PODIUM)
            .map(
                run ->
                    text(
                        "%s at rate %s (step %d; in the end %s above)",
                        run.name(), rate(run.rate()), steps(run), percent(run.excess(problem))))
            .collect(Collectors.joining(", "));
    said.add(
        podium.isEmpty()
            ? "No run came within 10 % of least squares."
            : "First within 10 % of least squares: " + podium + ".");
  }

  private int steps(Run run) {
    return run.stepsToWithinTenth(problem).orElseThrow();
  }

  private void neverNear() {
    List<String> never = new ArrayList<>();
    for (Method method : Method.values()) {
      if (sweep.of(method).stream().allMatch(run -> run.stepsToWithinTenth(problem).isEmpty())) {
        never.add(
            method.label()
                + sweep.best(method).map(this::wayLeft).orElse(" (diverged or grew at all)"));
      }
    }
    if (!never.isEmpty()) {
      said.add("Not within 10 % at any of the rates: " + String.join(", ", never) + ".");
    }
  }

  /** How much of the way from 0 to least squares is left, in the coordinate with the longest. */
  private String wayLeft(Run run) {
    int longest = problem.longestCoordinate();
    return text(
        " (best at rate %s, a loss of %s: theta%d is at %.3f of %.3f)",
        rate(run.rate()),
        number(run.finalLoss()),
        longest + 1,
        run.path().get(longest, run.steps()),
        problem.leastSquares().get(longest));
  }

  private void failed() {
    for (double rate : Sweep.RATES) {
      List<Run> failed = sweep.at(rate).stream().filter(Run::failed).toList();
      if (!failed.isEmpty()) {
        said.add(
            text(
                "Diverged, or grew, at rate %s: %s.",
                rate(rate), failed.stream().map(Run::name).collect(Collectors.joining(", "))));
      }
    }
  }

  private void bestOf(List<Run> runs) {
    long failed = runs.stream().filter(Run::failed).count();
    Sweep.best(runs)
        .ifPresent(
            run ->
                said.add(
                    text(
                        "Of %d settings at rate %s, '%s' ends nearest, %s above least squares%s.",
                        runs.size(),
                        rate(run.rate()),
                        run.name(),
                        percent(run.excess(problem)),
                        failed > 0 ? text("; %d diverged or grew", failed) : "")));
  }
}
