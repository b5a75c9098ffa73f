// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Lion (Chen and others, Symbolic Discovery of Optimization Algorithms, 2023, algorithm 2),
 * elementwise:
 *
 * <pre>
 * theta &lt;- theta - alpha sign(beta1 m + (1 - beta1) g)     m starts at 0
 * m     &lt;- beta2 m + (1 - beta2) g
 * </pre>
 *
 * The paper adds decay: {@code new WeightDecay(new Lion(), lambda)}. Every element moves by alpha,
 * so a third to a tenth of Adam's rate is usual. To be preferred where memory is scarce, one moment
 * instead of Adam's two.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in what is remembered, in [0, 1); 0.99 by default
 */
public record Lion(double beta1, double beta2) implements UpdateRule {
  /** The defaults: 0.9, 0.99. */
  public Lion() {
    this(0.9, 0.99);
  }

  /** Checks the ranges. */
  public Lion {
    Settings.decay("lion, beta1", beta1);
    Settings.decay("lion, beta2", beta2);
  }

  /** The same with another beta1. */
  public Lion withBeta1(double other) {
    return new Lion(other, beta2);
  }

  /** The same with another beta2. */
  public Lion withBeta2(double other) {
    return new Lion(beta1, other);
  }

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = state.zeros("m");
    Expr direction = m.scale(beta1).plus(gradient.scale(1 - beta1)).sign();
    state.update(m, m.scale(beta2).plus(gradient.scale(1 - beta2)));
    return theta.minus(state.timesRate(direction));
  }
}
