// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * AMSGrad (Reddi, Kale and Kumar 2018, algorithm 2), elementwise:
 *
 * <pre>
 * m     &lt;- beta1 m + (1 - beta1) g          m starts at 0
 * v     &lt;- beta2 v + (1 - beta2) g^2        v starts at 0
 * w     &lt;- max(w, v)                        w starts at 0
 * theta &lt;- theta - alpha mHat / (sqrt(w / (1 - beta2^t)) + epsilon)    mHat = m / (1 - beta1^t)
 * </pre>
 *
 * as PyTorch's Adam with {@code amsgrad=True}. The paper corrects neither m nor v; Optax takes the
 * largest of the corrected v. To be preferred over {@link Adam} where rare large gradients matter,
 * since the rate of an element never rises.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-8 by default
 * @param place where epsilon is added; outside by default
 */
public record AmsGrad(double beta1, double beta2, double epsilon, Epsilon place)
    implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-8, outside. */
  public AmsGrad() {
    this(0.9, 0.999, 1e-8, Epsilon.OUTSIDE);
  }

  /** Checks the ranges. */
  public AmsGrad {
    Settings.decay("amsGrad, beta1", beta1);
    Settings.decay("amsGrad, beta2", beta2);
    Settings.positive("amsGrad, epsilon", epsilon);
  }

  /** The same with another beta1. */
  public AmsGrad withBeta1(double other) {
    return new AmsGrad(other, beta2, epsilon, place);
  }

  /** The same with another beta2. */
  public AmsGrad withBeta2(double other) {
    return new AmsGrad(beta1, other, epsilon, place);
  }

  /** The same with another epsilon. */
  public AmsGrad withEpsilon(double other) {
    return new AmsGrad(beta1, beta2, other, place);
  }

  /** The same with another place. */
  public AmsGrad withPlace(Epsilon other) {
    return new AmsGrad(beta1, beta2, epsilon, other);
  }

  @Override
  public String name() {
    return "amsGrad";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = Moments.average(state, "m", beta1, gradient);
    Expr v = Moments.average(state, "v", beta2, gradient.square());
    Expr w = state.zeros("w");
    Expr wNext = state.update(w, w.maximum(v));
    Expr mHat = Moments.corrected(m, beta1, state);
    Expr wHat = Moments.corrected(wNext, beta2, state);
    return theta.minus(state.timesRate(mHat).elementDiv(place.root(wHat, epsilon)));
  }
}
