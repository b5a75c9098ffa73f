// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/** Steps along directions of descent, as far as a search says. */
final class LineSearchSteps implements Steps {
  private final Evaluator f;
  private final Direction direction;
  private final StepSearch search;

  /** From this the length of the next step is guessed. */
  private StepSearch.Last last;

  LineSearchSteps(Evaluator f, Direction direction, StepSearch search, NamedMatrices memory) {
    this.f = f;
    this.direction = direction;
    this.search = search;
    last =
        new StepSearch.Last(
            memory.notNegative("last step", 0),
            memory.finite("last slope", 0),
            memory.finite("last end slope", 0));
  }

  @Override
  public Move next(Point from) {
    double[] d = direction.at(from);
    if (!(Vectors.dot(d, from.gradient()) < 0)) {
      direction.forget();
      last = StepSearch.Last.NONE;
      d = Vectors.scaled(-1, from.gradient());
    }
    Ray ray = new Ray(f, from, d, Bounds.none());
    Optional<Ray.Trial> found = along(ray);
    if (found.isEmpty() && direction.forget()) {
      // What was learned may have gone stale; the gradient itself never misleads.
      last = StepSearch.Last.NONE;
      d = Vectors.scaled(-1, from.gradient());
      ray = new Ray(f, from, d, Bounds.none());
      found = along(ray);
    }
    if (found.isEmpty()) {
      return Move.stuck(from, ray.reasonOfFailure());
    }
    Ray.Trial trial = found.get();
    last = new StepSearch.Last(trial.step(), ray.start().slope(), trial.slope());
    direction.learn(from, d, trial.point());
    boolean isEndless = !search.endsAtALowestPoint() && ray.isEndless(trial);
    return isEndless ? Move.endless(trial.point()) : Move.to(trial.point());
  }

  private Optional<Ray.Trial> along(Ray ray) {
    double first = ray.cautious();
    if (direction.knowsLength()) {
      first = 1;
    } else if (last.step() > 0) {
      first = search.first(last, ray.start().slope());
    }
    return search.along(ray, first);
  }

  @Override
  public void save(NamedMatrices memory) {
    memory.put("last step", last.step());
    memory.put("last slope", last.slope());
    memory.put("last end slope", last.endSlope());
    direction.save(memory);
  }
}
