// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/** The objective along a line: phi(step) = f(x + step d). */
final class Ray {
  /** So far no step goes along a direction that is short because it is near its end. */
  private static final double FAR = 1e10;

  private final Evaluator f;
  private final Point from;
  private final double[] direction;
  private final Bounds bounds;
  private final double slope;
  private double shortestFinite = Double.POSITIVE_INFINITY;
  private double shortestNotFinite = Double.POSITIVE_INFINITY;
  private Optional<Reason> givenUp = Optional.empty();

  /**
   * A point on the line.
   *
   * @param step its distance, in lengths of the direction
   * @param slope phi' there
   */
  record Trial(double step, Point point, double slope) {
    double value() {
      return point.value();
    }

    boolean isFinite() {
      return point.isFinite() && Double.isFinite(slope);
    }
  }

  Ray(Evaluator f, Point from, double[] direction, Bounds bounds) {
    this.f = f;
    this.from = from;
    this.direction = direction;
    this.bounds = bounds;
    this.slope = Vectors.dot(direction, from.gradient());
  }

  Trial start() {
    return new Trial(0, from, slope);
  }

  /** The point at this distance; rounding does not carry it over a bound. */
  Trial at(double step) {
    double[] x = bounds.clip(Vectors.plusScaled(from.x(), step, direction));
    Point point = f.at(x);
    Trial trial = new Trial(step, point, Vectors.dot(direction, point.gradient()));
    if (trial.isFinite()) {
      shortestFinite = Math.min(shortestFinite, step);
    } else {
      shortestNotFinite = Math.min(shortestNotFinite, step);
    }
    return trial;
  }

  /**
   * Whether a step that lowers the value is as long as any, in the direction's length and its own:
   * far beyond the numbers of the point, or beyond them and the value falls as before.
   */
  boolean isEndless(Trial trial) {
    double numbers = Vectors.maxAbs(from.x());
    double beyond = trial.slope <= slope / 2 ? numbers : FAR * numbers;
    double length = Vectors.maxAbs(Vectors.minus(trial.point.x(), from.x()));
    return trial.step >= StepSearch.LONGEST && length >= Math.max(FAR, beyond);
  }

  /** For a search that finds nothing for a reason of its own. */
  Optional<Trial> giveUp(Reason reason) {
    givenUp = Optional.of(reason);
    return Optional.empty();
  }

  /** Why a search along this line that found nothing gave up. */
  Reason reasonOfFailure() {
    return givenUp.orElse(
        shortestNotFinite < shortestFinite ? Reason.NOT_FINITE : Reason.NO_DECREASE);
  }

  /** phi'' at the start. */
  double curvature() {
    return Vectors.dot(direction, f.hessianTimes(from.x(), direction));
  }

  /** How far the first step of a method that knows no length yet goes: to length 1 at most. */
  double cautious() {
    return Math.min(1, 1 / Vectors.norm(direction));
  }
}
