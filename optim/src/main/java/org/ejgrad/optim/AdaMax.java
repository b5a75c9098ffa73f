// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * AdaMax (Kingma and Ba 2015, algorithm 2), elementwise:
 *
 * <pre>
 * m     &lt;- beta1 m + (1 - beta1) g          m starts at 0
 * u     &lt;- max(beta2 u, |g| + epsilon)      u starts at 0
 * theta &lt;- theta - alpha mHat / u           mHat = m / (1 - beta1^t)
 * </pre>
 *
 * The paper has no epsilon and divides 0 by 0 where a gradient stays 0; PyTorch and Optax add it to
 * |g|, as here. To be preferred over {@link Adam} where squares of gradients leave the range.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the maximum, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-8 by default
 */
public record AdaMax(double beta1, double beta2, double epsilon) implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-8. */
  public AdaMax() {
    this(0.9, 0.999, 1e-8);
  }

  /** Checks the ranges. */
  public AdaMax {
    Settings.decay("adaMax, beta1", beta1);
    Settings.decay("adaMax, beta2", beta2);
    Settings.positive("adaMax, epsilon", epsilon);
  }

  /** The same with another beta1. */
  public AdaMax withBeta1(double other) {
    return new AdaMax(other, beta2, epsilon);
  }

  /** The same with another beta2. */
  public AdaMax withBeta2(double other) {
    return new AdaMax(beta1, other, epsilon);
  }

  /** The same with another epsilon. */
  public AdaMax withEpsilon(double other) {
    return new AdaMax(beta1, beta2, other);
  }

  @Override
  public String name() {
    return "adaMax";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = Moments.average(state, "m", beta1, gradient);
    Expr u = state.zeros("u");
    Expr uNext = state.update(u, u.scale(beta2).maximum(gradient.abs().plus(epsilon)));
    return theta.minus(state.timesRate(Moments.corrected(m, beta1, state)).elementDiv(uNext));
  }
}
