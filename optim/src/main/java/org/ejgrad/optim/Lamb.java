// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * LAMB (You and others, Large Batch Optimization for Deep Learning, 2020, algorithm 2), for each
 * parameter:
 *
 * <pre>
 * r     = mHat / (sqrt(vHat) + epsilon) + weightDecay theta      mHat, vHat as in {@link Adam}
 * theta &lt;- theta - alpha ||theta|| / ||r|| r
 * </pre>
 *
 * with Frobenius norms; the ratio is 1 where one of them is 0, as in the authors' code and in
 * Optax. To be preferred for very large batches.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-6 by default
 * @param weightDecay at least 0; 0 by default; the paper has 0.01
 */
public record Lamb(double beta1, double beta2, double epsilon, double weightDecay)
    implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-6, 0. */
  public Lamb() {
    this(0.9, 0.999, 1e-6, 0);
  }

  /** Checks the ranges. */
  public Lamb {
    Settings.decay("lamb, beta1", beta1);
    Settings.decay("lamb, beta2", beta2);
    Settings.positive("lamb, epsilon", epsilon);
    Settings.notNegative("lamb, weightDecay", weightDecay);
  }

  /** The same with another beta1. */
  public Lamb withBeta1(double other) {
    return new Lamb(other, beta2, epsilon, weightDecay);
  }

  /** The same with another beta2. */
  public Lamb withBeta2(double other) {
    return new Lamb(beta1, other, epsilon, weightDecay);
  }

  /** The same with another epsilon. */
  public Lamb withEpsilon(double other) {
    return new Lamb(beta1, beta2, other, weightDecay);
  }

  /** The same with another weightDecay. */
  public Lamb withWeightDecay(double other) {
    return new Lamb(beta1, beta2, epsilon, other);
  }

  @Override
  public String name() {
    return "lamb";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr r = new Adam(beta1, beta2, epsilon, Epsilon.OUTSIDE).direction(gradient, state);
    r = weightDecay == 0 ? r : r.plus(theta.scale(weightDecay));
    return theta.minus(
        state.timesRate(r.elementMult(Moments.ratio(Moments.norm(theta), Moments.norm(r)))));
  }
}
