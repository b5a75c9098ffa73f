// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Nesterov's accelerated gradient as Sutskever, Martens, Dahl and Hinton (2013) write it (v = gamma
 * v + alpha g(theta - gamma v), theta = theta - v), with their look-ahead point theta - gamma v
 * kept as the parameter, so that the gradient is taken where the parameter is:
 *
 * <pre>
 * v     &lt;- gamma v + alpha g        v starts at 0
 * theta &lt;- theta - (gamma v + alpha g)      with the new v
 * </pre>
 *
 * So does Keras. PyTorch keeps the rate outside (v = gamma v + g, theta = theta - alpha (g + gamma
 * v)), which is the same while the rate is constant. To be preferred over {@link Momentum} on
 * smooth losses with full-batch gradients, where it oscillates less.
 *
 * @param gamma weight of the past in [0, 1); 0.9 by default
 */
public record Nesterov(double gamma) implements UpdateRule {
  /** Checks the range. */
  public Nesterov {
    Settings.decay("nesterov, gamma", gamma);
  }

  @Override
  public String name() {
    return "nesterov";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr v = state.zeros("v");
    Expr step = state.timesRate(gradient);
    Expr vNext = state.update(v, v.scale(gamma).plus(step));
    return theta.minus(vNext.scale(gamma).plus(step));
  }
}
