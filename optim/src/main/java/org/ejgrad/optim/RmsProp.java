// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6e), elementwise:
 *
 * <pre>
 * v     &lt;- rho v + (1 - rho) g^2    v starts at 0
 * theta &lt;- theta - alpha g / (sqrt(v) + epsilon)
 * </pre>
 *
 * To be preferred over {@link AdaGrad} on long runs and non-convex losses, because it forgets. The
 * first step is large, alpha / sqrt(1 - rho), as v starts at 0 and is not corrected for it. The
 * lecture has 0.9 and no epsilon. PyTorch: rho 0.99, rate 0.01, epsilon 1e-8 outside. Keras 3: rho
 * 0.9, rate 0.001, epsilon 1e-7 inside.
 *
 * @param rho weight of the past in [0, 1); 0.9 by default
 * @param epsilon above 0; 1e-8 by default
 * @param place where epsilon is added; outside by default
 */
public record RmsProp(double rho, double epsilon, Epsilon place) implements UpdateRule {
  /** The defaults: 0.9, 1e-8, outside. */
  public RmsProp() {
    this(0.9);
  }

  /** The default epsilon. */
  public RmsProp(double rho) {
    this(rho, 1e-8, Epsilon.OUTSIDE);
  }

  /** Checks the ranges. */
  public RmsProp {
    Settings.decay("rmsProp, rho", rho);
    Settings.positive("rmsProp, epsilon", epsilon);
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr v = state.zeros("v");
    Expr vNext = state.update(v, v.scale(rho).plus(gradient.square().scale(1 - rho)));
    return theta.minus(state.timesRate(gradient).elementDiv(place.root(vNext, epsilon)));
  }
}
