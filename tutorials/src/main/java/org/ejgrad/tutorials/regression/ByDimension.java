// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import static org.ejgrad.tutorials.regression.Wording.number;
import static org.ejgrad.tutorials.regression.Wording.percent;
import static org.ejgrad.tutorials.regression.Wording.rate;
import static org.ejgrad.tutorials.regression.Wording.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What changes from problem to problem: a table, and sentences made of the numbers measured. */
final class ByDimension {
  private ByDimension() {}

  /** Three columns for each problem. */
  static List<String> header(List<Sweep> sweeps) {
    List<String> header = new ArrayList<>(List.of("method"));
    for (Sweep sweep : sweeps) {
      header.add(sweep.problem() + ": rate");
      header.add("near at");
      header.add("above");
    }
    return header;
  }

  /** A row for each method: its best rate, the step within 10 % of least squares, and the end. */
  static List<List<String>> rows(List<Sweep> sweeps) {
    List<List<String>> rows = new ArrayList<>();
    for (Method method : Method.values()) {
      List<String> row = new ArrayList<>(List.of(method.label()));
      for (Sweep sweep : sweeps) {
        Optional<Run> best = sweep.best(method);
        row.add(best.map(run -> rate(run.rate())).orElse("none"));
        row.add(best.map(run -> stepsText(run, sweep)).orElse("never"));
        row.add(best.map(run -> percent(run.excess(sweep.problem()))).orElse("failed"));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String stepsText(Run run, Sweep sweep) {
    return run.stepsToWithinTenth(sweep.problem()).isPresent()
        ? Integer.toString(run.stepsToWithinTenth(sweep.problem()).getAsInt())
        : "never";
  }

  static List<String> sentences(List<Sweep> sweeps) {
    List<String> said = new ArrayList<>();
    said.add(
        "Steepest over flattest curvature: "
            + each(
                sweeps,
                sweep -> {
                  double[] curvature = sweep.problem().curvatures();
                  return number(curvature[1] / curvature[0]);
                })
            + ".");
    for (Method method : Method.values()) {
      said.add(method.label() + " " + rates(sweeps, method) + " " + steps(sweeps, method) + ".");
    }
    said.add(
        "A step costs gradient descent "
            + each(sweeps, sweep -> micros(sweep, Method.GRADIENT_DESCENT))
            + "; mini-batch SGD "
            + each(sweeps, sweep -> micros(sweep, Method.MINI_BATCH))
            + ".");
    return said;
  }

  private static String rates(List<Sweep> sweeps, Method method) {
    List<Optional<Double>> best =
        sweeps.stream().map(sweep -> sweep.best(method).map(Run::rate)).distinct().toList();
    if (best.size() == 1) {
      return best.get(0).map(same -> "is best at rate " + rate(same)).orElse("fails")
          + " on every size"; // also where there is one size only
    }
    return "is best at rate "
        + each(
            sweeps,
            sweep -> sweep.best(method).map(run -> rate(run.rate())).orElse("none (it fails)"));
  }

  private static String steps(List<Sweep> sweeps, Method method) {
    boolean reaches =
        sweeps.stream()
            .anyMatch(
                sweep ->
                    sweep
                        .best(method)
                        .filter(run -> run.stepsToWithinTenth(sweep.problem()).isPresent())
                        .isPresent());
    return reaches
        ? "and there within 10 % of least squares at step "
            + each(
                sweeps,
                sweep -> sweep.best(method).map(run -> stepsText(run, sweep)).orElse("never"))
        : "and there never within 10 % of least squares";
  }

  private static String micros(Sweep sweep, Method method) {
    // The last of the rates: by then the machine has compiled the loop.
    Run run = sweep.of(method).get(Sweep.RATES.length - 1);
    return text("%,.0f µs", run.microsPerStep());
  }

  private static String each(List<Sweep> sweeps, Function<Sweep, String> say) {
    return sweeps.stream()
        .map(sweep -> say.apply(sweep) + " (" + sweep.problem() + ")")
        .collect(Collectors.joining(", "));
  }
}
