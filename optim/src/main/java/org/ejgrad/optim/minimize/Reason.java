// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/** Why a minimization stopped. */
public enum Reason {
  /** The gradient is within the tolerance: a stationary point. */
  GRADIENT_SMALL("the gradient is within the tolerance"),
  /** An iteration changed the value by no more than the value tolerance. */
  VALUE_SETTLED("the value has settled within the tolerance"),
  /** No step lowers the value any more, as happens where it is as exact as rounding lets it be. */
  NO_DECREASE("no step lowers the value any more: rounding is reached, or the slope is wrong"),
  /** The value did not fall for many iterations: it goes to and fro within rounding. */
  STALLED("the value has not fallen for many iterations"),
  /** The value rose for many iterations, as it does where a fixed step is too long. */
  CLIMBING("the value rises: the step is too long"),
  /** The value still falls after the longest step, 1e20 lengths of the direction. */
  UNBOUNDED("the value falls without end"),
  /** There is no step to the lowest point of a parabola that bends down. */
  NOT_CONVEX("the curvature along the gradient is not positive"),
  /**
   * The values around are NaN or infinite, however short the step; or the gradient is so large, as
   * from 1e154 on, that its square is infinite: then scale the objective.
   */
  NOT_FINITE("value, gradient or its square is not finite, however short the step"),
  /** No penalty brings the constraints to hold. */
  INFEASIBLE("the constraints may contradict each other"),
  /** As many iterations as allowed. */
  ITERATIONS("the allowed number of iterations is reached"),
  /** As many values as allowed. */
  EVALUATIONS("the allowed number of evaluations is reached"),
  /** The callback said so. */
  CALLBACK("the callback stopped it");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }
}
