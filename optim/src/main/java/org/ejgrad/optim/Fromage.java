// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Fromage, Frobenius matched gradient descent (Bernstein, Vahdat, Yue and Liu 2020, algorithm 1),
 * for each parameter:
 *
 * <pre>
 * theta &lt;- (theta - alpha ||theta|| / ||g|| g) / sqrt(1 + alpha^2)
 * </pre>
 *
 * with Frobenius norms, each taken as at least {@code leastNorm}, as in Optax. alpha is the
 * relative change of a parameter in a step. To be preferred where one rate shall suit networks of
 * all sizes; it does not come to rest unless alpha falls.
 *
 * @param leastNorm least norm that is divided by or multiplied with, above 0; 1e-6 by default
 */
public record Fromage(double leastNorm) implements UpdateRule {
  /** The defaults: 1e-6. */
  public Fromage() {
    this(1e-6);
  }

  /** Checks the ranges. */
  public Fromage {
    Settings.positive("fromage, leastNorm", leastNorm);
  }

  @Override
  public String name() {
    return "fromage";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr least = Autograd.constant(leastNorm);
    Expr ratio =
        Moments.norm(theta).maximum(least).elementDiv(Moments.norm(gradient).maximum(least));
    Expr shrunk = state.rate().square().plus(1).sqrt();
    return theta.minus(state.timesRate(gradient.elementMult(ratio))).elementDiv(shrunk);
  }
}
