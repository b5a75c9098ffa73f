// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * AdaDelta (Zeiler 2012, algorithm 1), elementwise:
 *
 * <pre>
 * s     &lt;- rho s + (1 - rho) g^2                  s starts at 0
 * d     = g sqrt(u + epsilon) / sqrt(s + epsilon)    u starts at 0
 * u     &lt;- rho u + (1 - rho) d^2
 * theta &lt;- theta - alpha d
 * </pre>
 *
 * The step has the unit of theta, so alpha is a plain factor, 1 in the paper and in PyTorch. Paper,
 * PyTorch and Optax add epsilon inside both roots. To be preferred where no rate is known; it
 * starts slowly, because u starts at 0.
 *
 * @param rho weight of the past in [0, 1); 0.9 by default, as in PyTorch; the paper has 0.95
 * @param epsilon above 0; 1e-6 by default
 */
public record AdaDelta(double rho, double epsilon) implements UpdateRule {
  /** The defaults: 0.9, 1e-6. */
  public AdaDelta() {
    this(0.9, 1e-6);
  }

  /** Checks the ranges. */
  public AdaDelta {
    Settings.decay("adaDelta, rho", rho);
    Settings.positive("adaDelta, epsilon", epsilon);
  }

  /** The same with another rho. */
  public AdaDelta withRho(double other) {
    return new AdaDelta(other, epsilon);
  }

  /** The same with another epsilon. */
  public AdaDelta withEpsilon(double other) {
    return new AdaDelta(rho, other);
  }

  @Override
  public String name() {
    return "adaDelta";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr s = state.zeros("s");
    Expr u = state.zeros("u");
    Expr sNext = state.update(s, s.scale(rho).plus(gradient.square().scale(1 - rho)));
    Expr d = gradient.elementMult(u.plus(epsilon).sqrt()).elementDiv(sNext.plus(epsilon).sqrt());
    state.update(u, u.scale(rho).plus(d.square().scale(1 - rho)));
    return theta.minus(state.timesRate(d));
  }
}
