// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loop that all methods share: steps, and looks whether to stop. */
final class MinimizerRun {
  /** After so many iterations without a lower value there is nothing to be hoped for. */
  private static final int MOST_UNCHANGED = 20;

  private final Method method;
  private final MinimizerSettings settings;
  private final Evaluator f;
  private final List<Iterate> history = new ArrayList<>();
  private long iteration;
  private int unchanged;

  MinimizerRun(Method method, MinimizerSettings settings, Evaluator f) {
    this.method = method;
    this.settings = settings;
    this.f = f;
  }

  Result from(Point start) {
    return run(start, method.begin(f, Memory.empty()));
  }

  Result resumed(Memory memory, long iterations) {
    iteration = iterations;
    unchanged = (int) memory.number("unchanged");
    Point point =
        new Point(memory.vector("point"), memory.number("value"), memory.vector("gradient"));
    return run(point, method.begin(f, memory));
  }

  private Result run(Point start, Steps steps) {
    Point point = start;
    history.add(iterate(point, 0));
    Optional<Reason> reason = beforeStep(point);
    String said = "";
    while (reason.isEmpty()) {
      Step step = steps.next(point);
      if (step.end().isPresent()) {
        reason = step.end();
        break;
      }
      iteration++;
      Iterate iterate = iterate(step.to(), Vectors.maxAbs(Vectors.minus(step.to().x(), point.x())));
      history.add(iterate);
      unchanged = step.to().value() < point.value() ? 0 : unchanged + 1;
      boolean settled = hasSettled(point.value(), step.to().value());
      point = step.to();
      Optional<String> stop =
          settings.callback().reasonToStop(iterate, f.matrix(point.x().clone()));
      reason = beforeStep(point);
      if (reason.isEmpty() && settled) {
        reason = Optional.of(Reason.VALUE_SETTLED);
      }
      if (reason.isEmpty() && stop.isPresent()) {
        reason = Optional.of(Reason.CALLBACK);
        said = ": " + stop.get();
      }
    }
    return result(point, steps, reason.get(), said);
  }

  private Optional<Reason> beforeStep(Point point) {
    if (gradientNorm(point) <= settings.tolerance()) {
      return Optional.of(Reason.GRADIENT_SMALL);
    }
    if (iteration >= settings.maxIterations()) {
      return Optional.of(Reason.ITERATIONS);
    }
    if (f.counts().values() >= settings.maxEvaluations()) {
      return Optional.of(Reason.EVALUATIONS);
    }
    return unchanged >= MOST_UNCHANGED ? Optional.of(Reason.STALLED) : Optional.empty();
  }

  private boolean hasSettled(double before, double after) {
    double share = settings.valueTolerance();
    return share > 0
        && Math.abs(before - after) <= share * Math.max(Math.abs(before), Math.abs(after));
  }

  private double gradientNorm(Point point) {
    return Vectors.maxAbs(method.bounds().projectedGradient(point));
  }

  private Iterate iterate(Point point, double stepSize) {
    return new Iterate(iteration, point.value(), gradientNorm(point), stepSize, f.counts());
  }

  private Result result(Point point, Steps steps, Reason reason, String said) {
    Memory memory = Memory.empty();
    memory.put("point", f.matrix(point.x()));
    memory.put("value", point.value());
    memory.put("gradient", point.gradient());
    memory.put("unchanged", unchanged);
    steps.save(memory);
    SavedState state = new SavedState(method.toString(), iteration, f.counts(), memory.matrices());
    return new Result(
        f.matrix(point.x().clone()),
        point.value(),
        gradientNorm(point),
        reason,
        reason.text() + said,
        iteration,
        f.counts(),
        history,
        state);
  }
}
