// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;

import org.ejgrad.ops.Expr;

/**
 * AdaGrad (Duchi, Hazan and Singer 2011), elementwise:
 *
 * <pre>
 * s     &lt;- s + g^2                  s starts at {@code initial}
 * theta &lt;- theta - alpha g / (sqrt(s) + epsilon)
 * </pre>
 *
 * To be preferred with sparse features, whose parameters keep a large rate; on long runs its rate
 * decays like 1 / sqrt(t). PyTorch starts s at 0 with epsilon 1e-10 outside, which are the defaults
 * here, and its {@code lr_decay} is {@link Schedules#inverseTime}; Keras starts s at 0.1 with
 * epsilon 1e-7 inside, and so does Optax.
 *
 * @param initial first s, at least 0; 0 by default
 * @param epsilon above 0; 1e-10 by default, as in PyTorch
 * @param place where epsilon is added; outside by default
 */
public record AdaGrad(double initial, double epsilon, Epsilon place) implements UpdateRule {
  /** The defaults: 0, 1e-10, outside. */
  public AdaGrad() {
    this(0, 1e-10, Epsilon.OUTSIDE);
  }

  /** From 0. */
  public AdaGrad(double epsilon, Epsilon place) {
    this(0, epsilon, place);
  }

  /** Checks the ranges. */
  public AdaGrad {
    Settings.notNegative("adaGrad, initial", initial);
    Settings.positive("adaGrad, epsilon", epsilon);
    requireNonNull(place, "adaGrad, place");
  }

  /** The same with another initial. */
  public AdaGrad withInitial(double other) {
    return new AdaGrad(other, epsilon, place);
  }

  /** The same with another epsilon. */
  public AdaGrad withEpsilon(double other) {
    return new AdaGrad(initial, other, place);
  }

  /** The same with another place. */
  public AdaGrad withPlace(Epsilon other) {
    return new AdaGrad(initial, epsilon, other);
  }

  @Override
  public String name() {
    return "adaGrad";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr s = state.filled("s", initial);
    Expr sNext = state.update(s, s.plus(gradient.square()));
    return theta.minus(state.timesRate(gradient).elementDiv(place.root(sNext, epsilon)));
  }
}
