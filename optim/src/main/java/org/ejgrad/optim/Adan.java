// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Adan, adaptive Nesterov momentum (Xie, Zhou, Li, Lin and Yan 2022, algorithm 1, with the bias
 * corrections of the authors' code and of Optax), elementwise, with p the gradient of the step
 * before:
 *
 * <pre>
 * d     = g - p                                      0 at the first step
 * m     &lt;- beta1 m + (1 - beta1) g                m starts at 0
 * v     &lt;- beta2 v + (1 - beta2) d                v starts at 0
 * n     &lt;- beta3 n + (1 - beta3) (g + beta2 d)^2  n starts at 0
 * theta &lt;- (theta - alpha (mHat + beta2 vHat) / (sqrt(nHat) + epsilon)) / (1 + alpha weightDecay)
 * </pre>
 *
 * with mHat = m / (1 - beta1^t) and so on. The betas weigh the past, as in Optax; the paper's are 1
 * minus these. To be preferred for large batches.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.98 by default
 * @param beta2 weight of the past in the mean of differences, in [0, 1); 0.92 by default
 * @param beta3 weight of the past in the mean of squares, in [0, 1); 0.99 by default
 * @param epsilon above 0; 1e-8 by default
 * @param weightDecay at least 0; 0 by default
 */
public record Adan(double beta1, double beta2, double beta3, double epsilon, double weightDecay)
    implements UpdateRule {
  /** The defaults: 0.98, 0.92, 0.99, 1e-8, 0. */
  public Adan() {
    this(0.98, 0.92, 0.99, 1e-8, 0);
  }

  /** Checks the ranges. */
  public Adan {
    Settings.decay("adan, beta1", beta1);
    Settings.decay("adan, beta2", beta2);
    Settings.decay("adan, beta3", beta3);
    Settings.positive("adan, epsilon", epsilon);
    Settings.notNegative("adan, weightDecay", weightDecay);
  }

  /** The same with another beta1. */
  public Adan withBeta1(double other) {
    return new Adan(other, beta2, beta3, epsilon, weightDecay);
  }

  /** The same with another beta2. */
  public Adan withBeta2(double other) {
    return new Adan(beta1, other, beta3, epsilon, weightDecay);
  }

  /** The same with another beta3. */
  public Adan withBeta3(double other) {
    return new Adan(beta1, beta2, other, epsilon, weightDecay);
  }

  /** The same with another epsilon. */
  public Adan withEpsilon(double other) {
    return new Adan(beta1, beta2, beta3, other, weightDecay);
  }

  /** The same with another weightDecay. */
  public Adan withWeightDecay(double other) {
    return new Adan(beta1, beta2, beta3, epsilon, other);
  }

  @Override
  public String name() {
    return "adan";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr previous = state.zeros("p");
    Expr d = Moments.isFirst(state).select(Autograd.constant(0), gradient.minus(previous));
    state.update(previous, gradient);
    Expr m = Moments.average(state, "m", beta1, gradient);
    Expr v = Moments.average(state, "v", beta2, d);
    Expr n = Moments.average(state, "n", beta3, gradient.plus(d.scale(beta2)).square());
    Expr mHat = Moments.corrected(m, beta1, state);
    Expr vHat = Moments.corrected(v, beta2, state);
    Expr root = Epsilon.OUTSIDE.root(Moments.corrected(n, beta3, state), epsilon);
    Expr direction = mHat.plus(vHat.scale(beta2)).elementDiv(root);
    Expr stepped = theta.minus(state.timesRate(direction));
    return weightDecay == 0 ? stepped : stepped.elementDiv(state.rate().scale(weightDecay).plus(1));
  }
}
