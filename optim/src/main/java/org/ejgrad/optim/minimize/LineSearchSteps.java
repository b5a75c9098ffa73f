// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/** Steps along directions of descent, as far as a search says. */
final class LineSearchSteps implements Steps {
  private final Evaluator f;
  private final Direction direction;
  private final StepSearch search;

  /** The last step and the slope where it began, from which the length of the next is guessed. */
  private double lastStep;

  private double lastSlope;

  LineSearchSteps(Evaluator f, Direction direction, StepSearch search, NamedMatrices memory) {
    this.f = f;
    this.direction = direction;
    this.search = search;
    lastStep = memory.number("last step", 0);
    lastSlope = memory.number("last slope", 0);
  }

  @Override
  public Move next(Point from) {
    double[] d = direction.at(from);
    if (!(Vectors.dot(d, from.gradient()) < 0)) {
      direction.forget();
      lastStep = 0;
      d = Vectors.scaled(-1, from.gradient());
    }
    Ray ray = new Ray(f, from, d, Bounds.none());
    Optional<Ray.Trial> found = along(ray);
    if (found.isEmpty() && direction.forget()) {
      // What was learned may have gone stale; the gradient itself never misleads.
      lastStep = 0;
      d = Vectors.scaled(-1, from.gradient());
      ray = new Ray(f, from, d, Bounds.none());
      found = along(ray);
    }
    if (found.isEmpty()) {
      return Move.stuck(from, ray.reasonOfFailure());
    }
    Ray.Trial trial = found.get();
    lastStep = trial.step();
    lastSlope = Vectors.dot(d, from.gradient());
    direction.learn(from, d, trial.point());
    return ray.isEndless(trial) ? Move.endless(trial.point()) : Move.to(trial.point());
  }

  private Optional<Ray.Trial> along(Ray ray) {
    double first = ray.cautious();
    if (direction.knowsLength()) {
      first = 1;
    } else if (lastStep > 0) {
      // As much decrease at first order as the last time (Nocedal and Wright 2006, section 3.5).
      first = lastStep * lastSlope / ray.start().slope();
    }
    return search.along(ray, first);
  }

  @Override
  public void save(NamedMatrices memory) {
    memory.put("last step", lastStep);
    memory.put("last slope", lastSlope);
    direction.save(memory);
  }
}
