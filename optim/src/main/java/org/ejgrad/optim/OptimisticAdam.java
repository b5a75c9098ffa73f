// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Optimistic Adam (Daskalakis, Ilyas, Syrgkanis and Zeng 2018, algorithm 1), elementwise, with d
 * the direction of {@link Adam}, mHat / (sqrt(vHat) + epsilon), and p the one of the step before, 0
 * at first:
 *
 * <pre>
 * theta &lt;- theta - 2 alpha d + alpha p
 * </pre>
 *
 * To be preferred for games, as {@link OptimisticDescent}.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-8 by default
 */
public record OptimisticAdam(double beta1, double beta2, double epsilon) implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-8. */
  public OptimisticAdam() {
    this(0.9, 0.999, 1e-8);
  }

  /** Checks the ranges. */
  public OptimisticAdam {
    Settings.decay("optimisticAdam, beta1", beta1);
    Settings.decay("optimisticAdam, beta2", beta2);
    Settings.positive("optimisticAdam, epsilon", epsilon);
  }

  /** The same with another beta1. */
  public OptimisticAdam withBeta1(double other) {
    return new OptimisticAdam(other, beta2, epsilon);
  }

  /** The same with another beta2. */
  public OptimisticAdam withBeta2(double other) {
    return new OptimisticAdam(beta1, other, epsilon);
  }

  /** The same with another epsilon. */
  public OptimisticAdam withEpsilon(double other) {
    return new OptimisticAdam(beta1, beta2, other);
  }

  @Override
  public String name() {
    return "optimisticAdam";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr d = new Adam(beta1, beta2, epsilon, Epsilon.OUTSIDE).direction(gradient, state);
    Expr previous = state.zeros("p");
    state.update(previous, d);
    return theta.minus(state.timesRate(d.scale(2).minus(previous)));
  }
}
