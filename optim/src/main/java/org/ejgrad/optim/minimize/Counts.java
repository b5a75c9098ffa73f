// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/**
 * What a run has asked of its objective. A value is always computed with its gradient, except by
 * Levenberg-Marquardt, which computes residuals for a value and the Jacobian for a gradient.
 *
 * @param values how many times the value was computed
 * @param gradients how many times the gradient was, by itself or from a Jacobian
 * @param hessianProducts how many products of the Hessian with a vector
 * @param jacobians how many Jacobians of the residuals
 */
public record Counts(long values, long gradients, long hessianProducts, long jacobians) {
  /** Nothing yet. */
  static final Counts NONE = new Counts(0, 0, 0, 0);

  /** The smallest of them: none is negative unless it is. */
  long least() {
    return Math.min(Math.min(values, gradients), Math.min(hessianProducts, jacobians));
  }

  Counts plus(Counts more) {
    return new Counts(
        values + more.values,
        gradients + more.gradients,
        hessianProducts + more.hessianProducts,
        jacobians + more.jacobians);
  }

  Counts minus(Counts part) {
    return new Counts(
        values - part.values,
        gradients - part.gradients,
        hessianProducts - part.hessianProducts,
        jacobians - part.jacobians);
  }
}
