// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;

import org.ejgrad.ops.Expr;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), elementwise, with t = 1 for the first step:
 *
 * <pre>
 * m     &lt;- beta1 m + (1 - beta1) g          m starts at 0
 * v     &lt;- beta2 v + (1 - beta2) g^2        v starts at 0
 * mHat  = m / (1 - beta1^t)
 * vHat  = v / (1 - beta2^t)
 * theta &lt;- theta - alpha mHat / (sqrt(vHat) + epsilon)
 * </pre>
 *
 * To be preferred as the first try on networks: steps are about alpha in size whatever the scale of
 * the loss. The defaults are the paper's. PyTorch has the same defaults and the same place of
 * epsilon. Keras adds its epsilon, 1e-7 by default, to the root of the uncorrected v, the paper's
 * "epsilon hat".
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-8 by default
 * @param place where epsilon is added; outside by default
 */
public record Adam(double beta1, double beta2, double epsilon, Epsilon place)
    implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-8, outside. */
  public Adam() {
    this(0.9, 0.999);
  }

  /** The default epsilon. */
  public Adam(double beta1, double beta2) {
    this(beta1, beta2, 1e-8, Epsilon.OUTSIDE);
  }

  /** Checks the ranges. */
  public Adam {
    Settings.decay("adam, beta1", beta1);
    Settings.decay("adam, beta2", beta2);
    Settings.positive("adam, epsilon", epsilon);
    requireNonNull(place, "adam, place");
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr mHat = mHat(gradient, state);
    return theta.minus(state.timesRate(mHat).elementDiv(root(gradient, state)));
  }

  /** mHat / (sqrt(vHat) + epsilon), for rules that go on from there. */
  Expr direction(Expr gradient, State state) {
    return mHat(gradient, state).elementDiv(root(gradient, state));
  }

  private Expr mHat(Expr gradient, State state) {
    return Moments.corrected(Moments.average(state, "m", beta1, gradient), beta1, state);
  }

  private Expr root(Expr gradient, State state) {
    Expr v = Moments.average(state, "v", beta2, gradient.square());
    return place.root(Moments.corrected(v, beta2, state), epsilon);
  }
}
