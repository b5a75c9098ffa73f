// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** One run of {@link AugmentedLagrangian}. */
final class ConstrainedRun {
  private static final double LARGEST_PENALTY = 1e12;

  private final ConstrainedSettings settings;
  private final Lagrangian lagrangian;
  private final Objective augmented;
  private final Minimizer minimizer;
  private final List<Result> inner = new ArrayList<>();
  private DMatrixRMaj point;
  private double violation;
  private boolean lastWasStuck;

  private record End(Reason reason, String message) {}

  ConstrainedRun(
      ConstrainedSettings settings,
      Objective objective,
      Constraints constraints,
      DMatrixRMaj start) {
    this.settings = settings;
    lagrangian = new Lagrangian(objective, constraints, start);
    augmented = lagrangian.objective();
    minimizer = Minimizers.lbfgsB(constraints.bounds()).callback(settings.callback());
    point = start;
    lagrangian.evaluate(start);
    violation = Double.POSITIVE_INFINITY;
    double weight = 10 * Math.max(1, Math.abs(lagrangian.weightedValue()));
    lagrangian.penalty(
        Math.max(1e-3, Math.min(1e3, weight / Math.max(1, lagrangian.infeasibility()))));
  }

  ConstrainedResult run() {
    double within = 0.1;
    while (true) {
      Result result = minimizeAugmented(Math.max(settings.gradientTolerance(), within));
      inner.add(result);
      boolean runsAway = result.reason() == Reason.UNBOUNDED;
      double before = violation;
      if (!runsAway) {
        // Where the Lagrangian has no minimum, a larger penalty may give it one: from here again.
        point = result.point();
        lagrangian.evaluate(point);
        violation = lagrangian.violation();
        lagrangian.updateMultipliers();
      }
      Optional<End> end = end(result);
      if (end.isPresent()) {
        lagrangian.evaluate(point);
        return result(end.get());
      }
      if (runsAway || violation > 0.25 * before) {
        lagrangian.penalty(10 * lagrangian.penalty());
      }
      if (!runsAway) {
        within *= 0.1;
      }
    }
  }

  private Result minimizeAugmented(double tolerance) {
    return minimizer
        .tolerance(tolerance)
        .maxIterations(Math.min(10_000, settings.maxIterations() - iterations()))
        .maxEvaluations(settings.maxEvaluations() - values())
        .minimize(augmented, point);
  }

  private Optional<End> end(Result result) {
    if (hasConverged(result)) {
      return Optional.of(
          new End(Reason.GRADIENT_SMALL, "violation and gradient are within the tolerances"));
    }
    Reason reason = result.reason();
    if (reason == Reason.CALLBACK || reason == Reason.NOT_FINITE) {
      return Optional.of(new End(reason, result.message()));
    }
    String last = "; the last minimization ended so: " + result.message();
    if (inner.size() >= settings.maxMinimizations()) {
      return Optional.of(
          new End(Reason.ITERATIONS, "the allowed number of minimizations is reached" + last));
    }
    if (iterations() >= settings.maxIterations()) {
      return Optional.of(new End(Reason.ITERATIONS, Reason.ITERATIONS.text()));
    }
    if (values() >= settings.maxEvaluations()) {
      return Optional.of(new End(Reason.EVALUATIONS, Reason.EVALUATIONS.text()));
    }
    boolean isStuck =
        violation <= settings.tolerance()
            && (reason == Reason.NO_DECREASE || reason == Reason.STALLED);
    if (isStuck && lastWasStuck) {
      return Optional.of(
          new End(reason, "the constraints hold, but the gradient stays too large" + last));
    }
    lastWasStuck = isStuck;
    if (lagrangian.penalty() < LARGEST_PENALTY) {
      return Optional.empty();
    }
    String vain = "the penalty grew to " + lagrangian.penalty() + " in vain: ";
    return Optional.of(
        reason == Reason.UNBOUNDED
            ? new End(reason, vain + reason.text())
            : new End(
                Reason.INFEASIBLE, vain + "the constraints may contradict each other" + last));
  }

  private boolean hasConverged(Result result) {
    return result.reason() != Reason.UNBOUNDED
        && violation <= settings.tolerance()
        && result.gradientNorm() <= settings.gradientTolerance();
  }

  private long iterations() {
    return inner.stream().mapToLong(Result::iterations).sum();
  }

  private long values() {
    return inner.stream().mapToLong(r -> r.counts().values()).sum();
  }

  private ConstrainedResult result(End end) {
    Result last = inner.get(inner.size() - 1);
    long gradients = inner.stream().mapToLong(r -> r.counts().gradients()).sum();
    return new ConstrainedResult(
        point.copy(),
        lagrangian.objectiveValue(),
        lagrangian.ownViolation(),
        last.gradientNorm() / lagrangian.objectiveWeight(),
        lagrangian.multipliers(true),
        lagrangian.multipliers(false),
        end.reason == Reason.GRADIENT_SMALL,
        end.reason,
        end.message,
        lagrangian.penalty(),
        new Counts(values(), gradients, 0, 0),
        inner);
  }
}
