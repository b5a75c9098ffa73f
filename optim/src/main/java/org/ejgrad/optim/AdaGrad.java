// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * AdaGrad (Duchi, Hazan and Singer 2011), elementwise:
 *
 * <pre>
 * s     &lt;- s + g^2                  s starts at 0
 * theta &lt;- theta - alpha g / (sqrt(s) + epsilon)
 * </pre>
 *
 * To be preferred with sparse features, whose parameters keep a large rate; on long runs its rate
 * decays like 1 / sqrt(t). PyTorch starts s at 0 with epsilon 1e-10 outside, which are the defaults
 * here; Keras starts it at 0.1 with epsilon 1e-7 inside.
 *
 * @param epsilon above 0; 1e-10 by default, as in PyTorch
 * @param place where epsilon is added; outside by default
 */
public record AdaGrad(double epsilon, Epsilon place) implements UpdateRule {
  /** The defaults: 1e-10, outside. */
  public AdaGrad() {
    this(1e-10, Epsilon.OUTSIDE);
  }

  /** Checks the range. */
  public AdaGrad {
    Settings.positive("adaGrad, epsilon", epsilon);
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr s = state.zeros("s");
    Expr sNext = state.update(s, s.plus(gradient.square()));
    return theta.minus(state.timesRate(gradient).elementDiv(place.root(sNext, epsilon)));
  }
}
