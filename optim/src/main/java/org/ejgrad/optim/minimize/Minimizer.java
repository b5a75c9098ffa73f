// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * A method with the settings of its runs; {@link Minimizers} makes them. Immutable, for any number
 * of runs and threads.
 *
 * <pre>{@code
 * Result result = Minimizers.lbfgs().tolerance(1e-9).minimize(objective, start);
 * }</pre>
 */
public final class Minimizer {
  private final Method method;
  private final MinimizerSettings settings;

  Minimizer(Method method) {
    this(method, MinimizerSettings.DEFAULTS);
  }

  private Minimizer(Method method, MinimizerSettings settings) {
    this.method = method;
    this.settings = settings;
  }

  /**
   * Stops where {@link Iterate#gradientNorm} is at most this, finite and at least 0; 1e-8 by
   * default.
   */
  public Minimizer tolerance(double gradientNorm) {
    checkArgument(
        gradientNorm >= 0 && gradientNorm < Double.POSITIVE_INFINITY,
        "minimizer, tolerance: must be >= 0 and finite, got %s",
        gradientNorm);
    return new Minimizer(method, settings.withTolerance(gradientNorm));
  }

  /**
   * Stops after an iteration that lowers the value by at most this share of the larger absolute
   * value; in [0, 1), 0 by default, which is never.
   */
  public Minimizer valueTolerance(double share) {
    checkArgument(
        share >= 0 && share < 1, "minimizer, valueTolerance: must be in [0, 1), got %s", share);
    return new Minimizer(method, settings.withValueTolerance(share));
  }

  /** Stops after this many iterations, at least 1; 10,000 by default. */
  public Minimizer maxIterations(long iterations) {
    checkArgument(iterations >= 1, "minimizer, maxIterations: must be >= 1, got %s", iterations);
    return new Minimizer(method, settings.withMaxIterations(iterations));
  }

  /**
   * Stops where this many values are reached, at least 1, or after the line search that reaches
   * them; no limit by default.
   */
  public Minimizer maxEvaluations(long evaluations) {
    checkArgument(evaluations >= 1, "minimizer, maxEvaluations: must be >= 1, got %s", evaluations);
    return new Minimizer(method, settings.withMaxEvaluations(evaluations));
  }

  /** Tells this of each iteration; it may stop the run. */
  public Minimizer callback(Callback callback) {
    checkArgument(callback != null, "minimizer, callback: must be a callback, got null");
    return new Minimizer(method, settings.withCallback(callback));
  }

  /**
   * Minimizes from a start.
   *
   * @param start of any shape, which the argument of the objective then has. Not modified.
   * @throws IllegalArgumentException if it is empty or outside the bounds, value or gradient there
   *     is not finite, or the method needs residuals and the objective has none
   */
  public Result minimize(Objective objective, DMatrixRMaj start) {
    requireNonNull(objective, "minimize, objective");
    requireNonNull(start, "minimize, start");
    checkArgument(
        start.getNumElements() > 0,
        "minimize: the start must not be empty, got %s",
        Shape.of(start));
    checkArgument(
        !method.needsResiduals() || objective.hasResiduals(),
        "minimize: %s needs residuals, got an objective of a value only. Make it by ofResiduals.",
        method.name());
    int bad = Vectors.firstNotFinite(start.data);
    checkArgument(
        bad < 0 || bad >= start.getNumElements(),
        "minimize: the start must be finite, got %s at %s",
        bad < 0 ? 0 : start.data[bad],
        Bounds.entry(bad, start.numCols));
    method.bounds().requireInside(start, "minimize: the start");
    Evaluator f = new Evaluator(objective, Shape.of(start), Counts.NONE, settings.maxEvaluations());
    Point first = f.require(start.copy().data);
    if (!first.isFinite()) {
      throw new IllegalArgumentException(
          "minimize: value and gradient at the start must be finite, got "
              + f.notFinite(first)
              + ". Start elsewhere.");
    }
    return new MinimizerRun(method, settings, f, first).run();
  }

  /**
   * Goes on from where a run of the same method stopped, to the limits of this minimizer; the same
   * bits as if it had not stopped.
   *
   * @throws IllegalArgumentException if the state is another method's or has other bounds, its
   *     matrices do not fit, hold numbers that no run writes or lie outside the bounds, or the
   *     objective has another value or gradient at its point
   */
  public Result resume(Objective objective, SavedState state) {
    requireNonNull(objective, "resume, objective");
    requireNonNull(state, "resume, state");
    checkArgument(
        state.method().equals(method.name()),
        "resume: the state must be of %s, is of %s",
        method.name(),
        state.method());
    NamedMatrices memory = NamedMatrices.of(state);
    DMatrixRMaj point = memory.matrix("point");
    method.bounds().requireInside(point, "resume: the state's point");
    Evaluator f =
        new Evaluator(objective, Shape.of(point), state.counts(), settings.maxEvaluations());
    requireSameObjective(memory, f);
    return new MinimizerRun(method, settings, f, memory, state.iterations()).run();
  }

  /** Compares to six digits, or to rounding next to the largest numbers of the run. */
  static void requireSameObjective(NamedMatrices memory, Evaluator f) {
    Point saved = Point.saved(memory, "", f.size());
    Point now = f.uncounted(saved.x());
    double values = Math.max(Math.abs(saved.value()), 1e-3 * memory.notNegative("largest value"));
    checkArgument(
        Math.abs(now.value() - saved.value()) <= 1e-6 * values,
        "resume: the state must be of this objective, of value %s at its point, got value %s",
        now.value(),
        saved.value());
    double gradients =
        Math.max(Vectors.maxAbs(saved.gradient()), 1e-3 * memory.notNegative("largest gradient"));
    checkArgument(
        Vectors.maxAbs(Vectors.minus(now.gradient(), saved.gradient())) <= 1e-6 * gradients,
        "resume: the state must be of this objective, of gradient %s at its point, got gradient %s",
        Arrays.toString(now.gradient()),
        Arrays.toString(saved.gradient()));
  }

  @Override
  public String toString() {
    return method.name();
  }
}
