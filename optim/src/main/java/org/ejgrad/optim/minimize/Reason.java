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
  /** The value stayed the same for many iterations. */
  STALLED("the value has not changed for many iterations"),
  /** The values around are NaN or infinite, however short the step. */
  NOT_FINITE("value or gradient is not finite, however short the step"),
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
