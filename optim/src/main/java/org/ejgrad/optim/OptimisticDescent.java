// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Optimistic gradient descent (Daskalakis, Ilyas, Syrgkanis and Zeng 2018, equation 2), with p the
 * gradient of the step before, at the first step g itself:
 *
 * <pre>
 * theta &lt;- theta - alpha ((a + b) g - b p)
 * </pre>
 *
 * The paper has a = b = 1, as Optax's {@code alpha} and {@code beta}; Optax takes p = 0 at first.
 * To be preferred for games, where one player descends and the other ascends and plain descent
 * circles.
 *
 * @param a weight of the gradient, above 0; 1 by default
 * @param b weight of its expected change, at least 0; 1 by default
 */
public record OptimisticDescent(double a, double b) implements UpdateRule {
  /** The defaults: 1, 1. */
  public OptimisticDescent() {
    this(1, 1);
  }

  /** Checks the ranges. */
  public OptimisticDescent {
    Settings.positive("optimisticDescent, a", a);
    Settings.notNegative("optimisticDescent, b", b);
  }

  /** The same with another a. */
  public OptimisticDescent withA(double other) {
    return new OptimisticDescent(other, b);
  }

  /** The same with another b. */
  public OptimisticDescent withB(double other) {
    return new OptimisticDescent(a, other);
  }

  @Override
  public String name() {
    return "optimisticDescent";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr previous = state.zeros("p");
    Expr p = Moments.isFirst(state).select(gradient, previous);
    state.update(previous, gradient);
    return theta.minus(state.timesRate(gradient.scale(a + b).minus(p.scale(b))));
  }
}
