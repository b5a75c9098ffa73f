// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Gradient descent:
 *
 * <pre>
 * theta &lt;- theta - alpha g
 * </pre>
 *
 * with g the gradient of whatever the loss is computed on: the whole data, a mini-batch, or one
 * sample (stochastic gradient descent, SGD). To be preferred as the baseline, and where the
 * smoothness of the loss is known: it converges for alpha below 2 / L, with L the largest
 * curvature. All libraries agree.
 */
public record GradientDescent() implements UpdateRule {
  @Override
  public String name() {
    return "gradientDescent";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    return theta.minus(state.timesRate(gradient));
  }
}
