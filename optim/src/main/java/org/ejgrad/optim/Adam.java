// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
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
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = state.zeros("m");
    Expr v = state.zeros("v");
    Expr mNext = state.update(m, m.scale(beta1).plus(gradient.scale(1 - beta1)));
    Expr vNext = state.update(v, v.scale(beta2).plus(gradient.square().scale(1 - beta2)));
    Expr mHat = mNext.elementDiv(oneMinusPower(beta1, state.step()));
    Expr vHat = vNext.elementDiv(oneMinusPower(beta2, state.step()));
    return theta.minus(state.timesRate(mHat).elementDiv(place.root(vHat, epsilon)));
  }

  /** 1 - beta^t, the total weight of the t gradients seen so far. */
  private static Expr oneMinusPower(double beta, Expr t) {
    return Autograd.constant(1).minus(Autograd.constant(beta).elementPower(t));
  }
}
