// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Momentum as an exponential average of gradients:
 *
 * <pre>
 * v     &lt;- beta v + (1 - beta) g    v starts at 0
 * theta &lt;- theta - alpha v
 * </pre>
 *
 * With a constant rate this is {@link Momentum} with gamma = beta and the rate (1 - beta) alpha. To
 * be preferred where beta is varied, because along a steady gradient the step stays alpha g. It is
 * what PyTorch's SGD does with dampening = beta, but for its first step, where v is the gradient
 * itself.
 *
 * @param beta weight of the past in [0, 1); 0.9 by default
 */
public record MomentumAveraged(double beta) implements UpdateRule {
  /** Checks the range. */
  public MomentumAveraged {
    Settings.decay("momentumAveraged, beta", beta);
  }

  @Override
  public String name() {
    return "momentumAveraged";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr v = state.zeros("v");
    Expr vNext = state.update(v, v.scale(beta).plus(gradient.scale(1 - beta)));
    return theta.minus(state.timesRate(vNext));
  }
}
