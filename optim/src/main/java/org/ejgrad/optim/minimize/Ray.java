// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/** The objective along a line: phi(step) = f(x + step d). */
final class Ray {
  private final Evaluator f;
  private final Point from;
  private final double[] direction;
  private final Bounds bounds;
  private final double slope;
  private boolean lastIsFinite = true;

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
    lastIsFinite = trial.isFinite();
    return trial;
  }

  /** Why a search along this line that found nothing gave up. */
  Reason reasonOfFailure() {
    return lastIsFinite ? Reason.NO_DECREASE : Reason.NOT_FINITE;
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
