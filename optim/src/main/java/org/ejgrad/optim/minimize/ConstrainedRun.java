// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/** One run of {@link AugmentedLagrangian}: a row of minimizations, with multipliers in between. */
final class ConstrainedRun {
  private static final double LARGEST_PENALTY = 1e12;

  /** Iterations of one minimization, after which the next has better multipliers. */
  private static final long MOST_ITERATIONS = 10_000;

  private final ConstrainedSettings settings;
  private final Objective objective;
  private final Constraints constraints;
  private final Minimizer minimizer;
  private final String method;
  private final List<Result> inner = new ArrayList<>();

  /** What was done before this run, in minimizations that came to their end. */
  private Work before = new Work(0, Counts.NONE, 0);

  /** The minimization to go on with, if there is one that did not come to its end. */
  private Optional<SavedState> cutShort = Optional.empty();

  /** Of weights that fit where the run has come to, with the function that it minimizes. */
  private Lagrangian lagrangian;

  private Objective augmented;
  private DMatrixRMaj point;
  private double violation = Double.POSITIVE_INFINITY;
  private double gradientNorm = Double.POSITIVE_INFINITY;

  /** Of the next minimization. */
  private double penalty;

  /** The gradient to which the next minimization goes, if the settings ask for no less. */
  private double within = 0.1;

  private boolean lastWasStuck;

  /** What the callback said of the last iteration. */
  private Optional<String> stop = Optional.empty();

  private record Work(long iterations, Counts counts, int minimizations) {}

  private record End(Reason reason, String message) {}

  /** A run from a start. */
  ConstrainedRun(
      ConstrainedSettings settings,
      Objective objective,
      Constraints constraints,
      DMatrixRMaj start) {
    this(
        settings,
        objective,
        constraints,
        start,
        LagrangianWeights.at(objective, constraints, start));
    penalty = firstPenalty();
  }

  /** A run that goes on with what one before wrote down. */
  ConstrainedRun(
      ConstrainedSettings settings,
      Objective objective,
      Constraints constraints,
      SavedState state,
      NamedMatrices memory) {
    this(
        settings,
        objective,
        constraints,
        memory.matrix("point"),
        LagrangianWeights.saved(memory, constraints));
    constraints.bounds().requireInside(point, "resume: the state's point");
    violation = memory.notNegative("violation");
    gradientNorm = memory.notNegative("gradient norm");
    penalty = memory.positive("penalty");
    within = memory.notNegative("next tolerance");
    lastWasStuck = memory.count("stuck") != 0;
    lagrangian.penalty(penalty);
    lagrangian.restore(memory);
    int minimizations = (int) memory.count("minimizations");
    cutShort = memory.state("minimization", minimizer.toString());
    before =
        cutShort
            .map(
                part ->
                    new Work(
                        state.iterations() - part.iterations(),
                        state.counts().minus(part.counts()),
                        minimizations))
            .orElse(new Work(state.iterations(), state.counts(), minimizations));
    if (cutShort.isEmpty()) {
      Evaluator f = new Evaluator(augmented, Shape.of(point));
      Minimizer.requireSameObjective(memory, f);
    }
  }

  private ConstrainedRun(
      ConstrainedSettings settings,
      Objective objective,
      Constraints constraints,
      DMatrixRMaj point,
      LagrangianWeights weights) {
    this.settings = settings;
    this.objective = objective;
    this.constraints = constraints;
    this.point = point;
    lagrangian = new Lagrangian(objective, constraints, Shape.of(point), weights);
    augmented = lagrangian.objective();
    minimizer = Minimizers.lbfgsB(constraints.bounds()).callback(this::reasonToStop);
    method = method(constraints);
  }

  /** From value and infeasibility at the point, as Birgin and Martinez. */
  private double firstPenalty() {
    lagrangian.evaluate(point);
    double weight = 10 * Math.max(1, Math.abs(lagrangian.weightedValue()));
    double most = weight / Math.max(1, lagrangian.infeasibility());
    return Math.max(1e-3, Math.min(1e3, most));
  }

  /**
   * Whether weights from here are so much larger that all began anew with them: those of a steep
   * start make numbers small that are not. As weights grow by {@link LagrangianWeights#GROWTH} or
   * more, to 1 at most, there is an end to that.
   */
  private boolean beganAnew() {
    LagrangianWeights present = lagrangian.weights();
    Optional<LagrangianWeights> larger =
        present.raisedTo(LagrangianWeights.at(objective, constraints, point));
    if (larger.isEmpty()) {
      return false;
    }
    gradientNorm *= larger.get().objective() / present.objective();
    lagrangian = new Lagrangian(objective, constraints, Shape.of(point), larger.get());
    augmented = lagrangian.objective();
    violation = Double.POSITIVE_INFINITY;
    penalty = firstPenalty();
    lagrangian.penalty(penalty);
    within = 0.1;
    lastWasStuck = false;
    return true;
  }

  /** Tells the states of others apart. */
  static String method(Constraints constraints) {
    return "augmentedLagrangian within bounds " + constraints.bounds();
  }

  private Optional<String> reasonToStop(Iterate iterate, DMatrixRMaj at) {
    stop = settings.callback().reasonToStop(iterate, at);
    return stop;
  }

  ConstrainedResult run() {
    boolean isDone = cutShort.isEmpty() && hasConverged() && !beganAnew();
    Optional<End> end = isDone ? Optional.of(converged()) : limit("");
    while (end.isEmpty()) {
      lagrangian.penalty(penalty);
      NamedMatrices earlier = memory();
      Result result = minimizeAugmented(Math.max(settings.gradientTolerance(), within));
      inner.add(result);
      if (isCutShort(result)) {
        earlier.put("minimization", result.state());
        take(result);
        return result(new End(result.reason(), result.message()), earlier);
      }
      double violationBefore = violation;
      boolean runsAway = result.reason() == Reason.UNBOUNDED;
      if (!runsAway) {
        // Where the Lagrangian has no minimum, a larger penalty may give it one: from here again.
        take(result);
        within *= 0.1;
      }
      if (runsAway || violation > 0.25 * violationBefore) {
        penalty *= 10;
      }
      end =
          end(result)
              .filter(reached -> reached.reason == Reason.NOT_FINITE || !beganAnew())
              .or(() -> limit("; the last minimization ended so: " + result.message()));
    }
    return result(end.get(), memoryToCompare());
  }

  /** Goes where a minimization ended, and improves the multipliers there. */
  private void take(Result result) {
    point = result.point();
    gradientNorm = result.gradientNorm();
    lagrangian.evaluate(point);
    violation = lagrangian.violation();
    lagrangian.updateMultipliers();
  }

  private Result minimizeAugmented(double tolerance) {
    Minimizer next =
        minimizer
            .tolerance(tolerance)
            .maxIterations(Math.min(MOST_ITERATIONS, settings.maxIterations() - iterations()))
            .maxEvaluations(settings.maxEvaluations() - counts().values());
    stop = Optional.empty();
    Result result =
        cutShort.isPresent()
            ? next.resume(augmented, cutShort.get())
            : next.minimize(augmented, point);
    cutShort = Optional.empty();
    return result;
  }

  /** Whether a limit or the callback ended it, and not what it met. */
  private static boolean isCutShort(Result result) {
    return switch (result.reason()) {
      case CALLBACK, EVALUATIONS -> true;
      case ITERATIONS -> result.iterations() < MOST_ITERATIONS;
      default -> false;
    };
  }

  /** Why there is no point in another minimization, if so. */
  private Optional<End> end(Result result) {
    Reason reason = result.reason();
    boolean runsAway = reason == Reason.UNBOUNDED;
    if (!runsAway && hasConverged()) {
      return Optional.of(converged());
    }
    if (reason == Reason.NOT_FINITE) {
      return Optional.of(new End(reason, result.message()));
    }
    String last = "; the last minimization ended so: " + result.message();
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
        runsAway
            ? new End(reason, vain + reason.text())
            : new End(
                Reason.INFEASIBLE, vain + "the constraints may contradict each other" + last));
  }

  /** What keeps another minimization from being made, if anything does. */
  private Optional<End> limit(String last) {
    if (stop.isPresent()) {
      return Optional.of(new End(Reason.CALLBACK, Reason.CALLBACK.text() + ": " + stop.get()));
    }
    if (before.minimizations + inner.size() >= settings.maxMinimizations()) {
      return Optional.of(
          new End(Reason.ITERATIONS, "the allowed number of minimizations is reached" + last));
    }
    if (iterations() >= settings.maxIterations()) {
      return Optional.of(new End(Reason.ITERATIONS, Reason.ITERATIONS.text()));
    }
    if (counts().values() >= settings.maxEvaluations()) {
      return Optional.of(new End(Reason.EVALUATIONS, Reason.EVALUATIONS.text()));
    }
    return Optional.empty();
  }

  private boolean hasConverged() {
    return violation <= settings.tolerance() && gradientNorm <= settings.gradientTolerance();
  }

  private static End converged() {
    return new End(Reason.GRADIENT_SMALL, "violation and gradient are within the tolerances");
  }

  private long iterations() {
    return before.iterations + inner.stream().mapToLong(Result::iterations).sum();
  }

  private Counts counts() {
    return inner.stream().map(Result::counts).reduce(before.counts, Counts::plus);
  }

  /** What the next minimization depends on. */
  private NamedMatrices memory() {
    NamedMatrices memory = NamedMatrices.empty();
    memory.put("point", point);
    memory.put("violation", violation);
    memory.put("gradient norm", gradientNorm);
    memory.put("penalty", penalty);
    memory.put("next tolerance", within);
    memory.put("stuck", lastWasStuck ? 1 : 0);
    memory.put("minimizations", before.minimizations + inner.size());
    lagrangian.save(memory);
    return memory;
  }

  /**
   * The same, with value and gradient to know the problem by, or the minimization to go on with.
   */
  private NamedMatrices memoryToCompare() {
    NamedMatrices memory = memory();
    if (cutShort.isPresent()) {
      memory.put("minimization", cutShort.get());
    } else {
      double present = lagrangian.penalty();
      lagrangian.penalty(penalty);
      Shape shape = Shape.of(point);
      Point at = new Evaluator(augmented, shape).at(point.data.clone());
      lagrangian.penalty(present);
      at.save(memory, "", shape);
      memory.put("largest value", Math.max(penalty, Math.abs(at.value())));
      memory.put("largest gradient", Math.max(penalty, Vectors.maxAbs(at.gradient())));
    }
    return memory;
  }

  private ConstrainedResult result(End end, NamedMatrices memory) {
    Optional<Result> last =
        inner.isEmpty() ? Optional.empty() : Optional.of(inner.get(inner.size() - 1));
    // With no better one, the point that ran away shows where to.
    boolean ranAway = end.reason == Reason.UNBOUNDED;
    DMatrixRMaj at = ranAway ? last.map(Result::point).orElse(point) : point;
    double norm = ranAway ? last.map(Result::gradientNorm).orElse(gradientNorm) : gradientNorm;
    lagrangian.evaluate(at);
    return new ConstrainedResult(
        at.copy(),
        lagrangian.objectiveValue(),
        lagrangian.ownViolation(),
        norm / lagrangian.weights().objective(),
        lagrangian.multipliers(true),
        lagrangian.multipliers(false),
        end.reason == Reason.GRADIENT_SMALL,
        end.reason,
        end.message,
        lagrangian.penalty(),
        counts(),
        inner,
        new SavedState(method, iterations(), counts(), memory.matrices()));
  }
}
