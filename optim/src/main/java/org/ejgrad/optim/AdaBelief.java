// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * AdaBelief (Zhuang and others 2020, algorithm 2), elementwise:
 *
 * <pre>
 * m     &lt;- beta1 m + (1 - beta1) g                            m starts at 0
 * s     &lt;- beta2 s + (1 - beta2) (g - m)^2 + epsilon          s starts at 0, with the new m
 * theta &lt;- theta - alpha mHat / (sqrt(sHat) + epsilon)        mHat = m / (1 - beta1^t),
 *                                                                sHat = s / (1 - beta2^t)
 * </pre>
 *
 * The paper adds epsilon in both places; Optax has two settings for them, both 1e-16. To be
 * preferred over {@link Adam} where gradients are large but steady, whose steps it lengthens.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-16 by default
 */
public record AdaBelief(double beta1, double beta2, double epsilon) implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-16. */
  public AdaBelief() {
    this(0.9, 0.999, 1e-16);
  }

  /** Checks the ranges. */
  public AdaBelief {
    Settings.decay("adaBelief, beta1", beta1);
    Settings.decay("adaBelief, beta2", beta2);
    Settings.positive("adaBelief, epsilon", epsilon);
  }

  /** The same with another beta1. */
  public AdaBelief withBeta1(double other) {
    return new AdaBelief(other, beta2, epsilon);
  }

  /** The same with another beta2. */
  public AdaBelief withBeta2(double other) {
    return new AdaBelief(beta1, other, epsilon);
  }

  /** The same with another epsilon. */
  public AdaBelief withEpsilon(double other) {
    return new AdaBelief(beta1, beta2, other);
  }

  @Override
  public String name() {
    return "adaBelief";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = Moments.average(state, "m", beta1, gradient);
    Expr s = state.zeros("s");
    Expr surprise = gradient.minus(m).square();
    Expr sNext = state.update(s, s.scale(beta2).plus(surprise.scale(1 - beta2)).plus(epsilon));
    Expr root = Epsilon.OUTSIDE.root(Moments.corrected(sNext, beta2, state), epsilon);
    return theta.minus(state.timesRate(Moments.corrected(m, beta1, state)).elementDiv(root));
  }
}
