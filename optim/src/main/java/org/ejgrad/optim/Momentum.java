// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Momentum in its velocity form (Polyak 1964):
 *
 * <pre>
 * v     &lt;- gamma v + alpha g        v starts at 0
 * theta &lt;- theta - v
 * </pre>
 *
 * To be preferred over plain descent in long narrow valleys; along a steady gradient its step grows
 * to alpha / (1 - gamma) g. Keras has the rate inside the velocity too; PyTorch keeps it outside (v
 * = gamma v + g, theta = theta - alpha v), which is the same while the rate is constant and differs
 * when it changes.
 *
 * @param gamma weight of the past in [0, 1); 0.9 by default
 */
public record Momentum(double gamma) implements UpdateRule {
  /** Checks the range. */
  public Momentum {
    Settings.decay("momentum, gamma", gamma);
  }

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr v = state.zeros("v");
    Expr vNext = state.update(v, v.scale(gamma).plus(state.timesRate(gradient)));
    return theta.minus(vNext);
  }
}
