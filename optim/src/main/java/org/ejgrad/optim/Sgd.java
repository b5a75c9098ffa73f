// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejgrad.ops.Expr;

/**
 * Stochastic gradient descent with all the settings of PyTorch's SGD (Sutskever, Martens, Dahl and
 * Hinton 2013, with the rate outside the velocity):
 *
 * <pre>
 * d     = g + weightDecay theta
 * v     &lt;- d                                    at the first step
 * v     &lt;- momentum v + (1 - dampening) d       afterwards
 * theta &lt;- theta - alpha v                      or, with nesterov,
 * theta &lt;- theta - alpha (d + momentum v)       with the new v
 * </pre>
 *
 * Without momentum v is d. {@link Momentum} and {@link Nesterov} keep the rate inside the velocity,
 * which differs while it changes; Optax's sgd keeps it outside. To be preferred where a setting is
 * taken over from PyTorch.
 *
 * @param momentum weight of the past in [0, 1); 0 by default
 * @param dampening what a new gradient lacks, in [0, 1]; 0 by default
 * @param nesterov whether to look ahead; needs momentum and no dampening; false by default
 * @param weightDecay factor of theta in the gradient, at least 0; 0 by default
 */
public record Sgd(double momentum, double dampening, boolean nesterov, double weightDecay)
    implements UpdateRule {
  /** The defaults: 0, 0, false, 0. */
  public Sgd() {
    this(0, 0, false, 0);
  }

  /** Checks the ranges. */
  public Sgd {
    Settings.decay("sgd, momentum", momentum);
    Settings.probability("sgd, dampening", dampening);
    Settings.notNegative("sgd, weightDecay", weightDecay);

    checkArgument(
        !nesterov || (momentum > 0 && dampening == 0),
        "sgd, nesterov: needs momentum > 0 and dampening 0, got momentum %s, dampening %s",
        momentum,
        dampening);
  }

  /** The same with another momentum. */
  public Sgd withMomentum(double other) {
    return new Sgd(other, dampening, nesterov, weightDecay);
  }

  /** The same with another dampening. */
  public Sgd withDampening(double other) {
    return new Sgd(momentum, other, nesterov, weightDecay);
  }

  /** The same with another nesterov. */
  public Sgd withNesterov(boolean other) {
    return new Sgd(momentum, dampening, other, weightDecay);
  }

  /** The same with another weightDecay. */
  public Sgd withWeightDecay(double other) {
    return new Sgd(momentum, dampening, nesterov, other);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr d = weightDecay == 0 ? gradient : gradient.plus(theta.scale(weightDecay));
    if (momentum == 0) {
      return theta.minus(state.timesRate(d));
    }
    Expr v = state.zeros("v");
    Expr later = v.scale(momentum).plus(d.scale(1 - dampening));
    Expr vNext = state.update(v, Moments.isFirst(state).select(d, later));
    return theta.minus(state.timesRate(nesterov ? d.plus(vNext.scale(momentum)) : vNext));
  }
}
