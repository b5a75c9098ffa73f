// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loop that all methods share: steps, and looks whether to stop. */
final class MinimizerRun {
  /** After so many iterations of which none fell there is nothing to be hoped for. */
  private static final int MOST_UNCHANGED = 20;

  private final Method method;
  private final MinimizerSettings settings;
  private final Evaluator f;
  private final Steps steps;
  private final List<Iterate> history = new ArrayList<>();
  private Point point;

  /** The one with the lowest value so far. */
  private Point lowest;

  private long iteration;
  private int unchanged;
  private double largestValue;
  private double largestGradient;

  /** A run from a start. */
  MinimizerRun(Method method, MinimizerSettings settings, Evaluator f, Point start) {
    this(method, settings, f, NamedMatrices.empty(), start, start, 0);
  }

  /** A run that goes on with what one before wrote down. */
  MinimizerRun(
      Method method,
      MinimizerSettings settings,
      Evaluator f,
      NamedMatrices memory,
      long iterations) {
    this(
        method,
        settings,
        f,
        memory,
        Point.saved(memory, "", f.size()),
        Point.saved(memory, memory.has("lowest point") ? "lowest " : "", f.size()),
        iterations);
  }

  private MinimizerRun(
      Method method,
      MinimizerSettings settings,
      Evaluator f,
      NamedMatrices memory,
      Point point,
      Point lowest,
      long iterations) {
    this.method = method;
    this.settings = settings;
    this.f = f;
    this.point = point;
    this.lowest = lowest;
    iteration = iterations;
    unchanged = (int) memory.count("unchanged", 0);
    largestValue = memory.notNegative("largest value", 0);
    largestGradient = memory.notNegative("largest gradient", 0);
    steps = method.begin(f, memory);
  }

  Result run() {
    arrive(point, 0);
    Optional<Reason> reason = beforeStep();
    String said = "";
    while (reason.isEmpty()) {
      Move move = steps.next(point);
      if (!move.moved()) {
        reason = move.end();
        break;
      }
      iteration++;
      Point before = point;
      unchanged = move.to().value() < before.value() ? 0 : unchanged + 1;
      arrive(move.to(), Vectors.maxAbs(Vectors.minus(move.to().x(), before.x())));
      Iterate iterate = history.get(history.size() - 1);
      Optional<String> stop =
          requireNonNull(
              settings.callback().reasonToStop(iterate, f.matrix(point.x().clone())),
              "minimizer, callback: reasonToStop");
      reason = move.end().or(this::beforeStep);
      if (reason.isEmpty() && hasSettled(before.value(), point.value())) {
        reason = Optional.of(Reason.VALUE_SETTLED);
      }
      if (reason.isEmpty() && stop.isPresent()) {
        reason = Optional.of(Reason.CALLBACK);
        said = ": " + stop.get();
      }
    }
    return result(reason.get(), said);
  }

  private void arrive(Point at, double stepSize) {
    point = at;
    if (at.value() < lowest.value()) {
      lowest = at;
    }
    largestValue = Math.max(largestValue, Math.abs(at.value()));
    largestGradient = Math.max(largestGradient, Vectors.maxAbs(at.gradient()));
    history.add(new Iterate(iteration, at.value(), gradientNorm(at), stepSize, f.counts()));
  }

  private Optional<Reason> beforeStep() {
    if (gradientNorm(point) <= settings.tolerance()) {
      return Optional.of(Reason.GRADIENT_SMALL);
    }
    if (iteration >= settings.maxIterations()) {
      return Optional.of(Reason.ITERATIONS);
    }
    if (f.isExhausted()) {
      return Optional.of(Reason.EVALUATIONS);
    }
    if (unchanged < MOST_UNCHANGED) {
      return Optional.empty();
    }
    return Optional.of(isNearlyLowest(point) ? Reason.STALLED : Reason.CLIMBING);
  }

  private boolean isNearlyLowest(Point at) {
    return at.value() <= lowest.value() + lowest.noise();
  }

  private boolean hasSettled(double before, double after) {
    double share = settings.valueTolerance();
    return share > 0
        && Math.abs(before - after) <= share * Math.max(Math.abs(before), Math.abs(after));
  }

  private double gradientNorm(Point at) {
    return Vectors.maxAbs(method.bounds().projectedGradient(at));
  }

  private Result result(Reason reason, String said) {
    // Within noise the last is the better one, by its gradient.
    Point found = reason == Reason.GRADIENT_SMALL || isNearlyLowest(point) ? point : lowest;
    return new Result(
        f.matrix(found.x().clone()),
        found.value(),
        gradientNorm(found),
        reason,
        reason.text() + said,
        iteration,
        f.counts(),
        history,
        new SavedState(method.name(), iteration, f.counts(), memory().matrices()));
  }

  private NamedMatrices memory() {
    NamedMatrices memory = NamedMatrices.empty();
    point.save(memory, "", f.shape());
    if (lowest.value() < point.value()) {
      lowest.save(memory, "lowest ", f.shape());
    }
    memory.put("unchanged", unchanged);
    memory.put("largest value", largestValue);
    memory.put("largest gradient", largestGradient);
    steps.save(memory);
    return memory;
  }
}
