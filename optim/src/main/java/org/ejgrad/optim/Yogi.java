// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Yogi (Zaheer, Reddi, Sachan, Kale and Kumar 2018, algorithm 2), elementwise:
 *
 * <pre>
 * m     &lt;- beta1 m + (1 - beta1) g                      m starts at 0
 * v     &lt;- v - (1 - beta2) sign(v - g^2) g^2            v starts at {@code initial}
 * theta &lt;- theta - alpha m / (sqrt(v) + epsilon)
 * </pre>
 *
 * The paper takes the first v from a batch; Optax starts m and v at 1e-6 and corrects both as
 * {@link Adam} does. To be preferred over {@link Adam} with sparse gradients, because v falls
 * slowly.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-3 by default
 * @param initial first v, at least 0; 1e-6 by default
 */
public record Yogi(double beta1, double beta2, double epsilon, double initial)
    implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-3, 1e-6. */
  public Yogi() {
    this(0.9, 0.999, 1e-3, 1e-6);
  }

  /** Checks the ranges. */
  public Yogi {
    Settings.decay("yogi, beta1", beta1);
    Settings.decay("yogi, beta2", beta2);
    Settings.positive("yogi, epsilon", epsilon);
    Settings.notNegative("yogi, initial", initial);
  }

  /** The same with another beta1. */
  public Yogi withBeta1(double other) {
    return new Yogi(other, beta2, epsilon, initial);
  }

  /** The same with another beta2. */
  public Yogi withBeta2(double other) {
    return new Yogi(beta1, other, epsilon, initial);
  }

  /** The same with another epsilon. */
  public Yogi withEpsilon(double other) {
    return new Yogi(beta1, beta2, other, initial);
  }

  /** The same with another initial. */
  public Yogi withInitial(double other) {
    return new Yogi(beta1, beta2, epsilon, other);
  }

  @Override
  public String name() {
    return "yogi";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = Moments.average(state, "m", beta1, gradient);
    Expr v = state.filled("v", initial);
    Expr square = gradient.square();
    Expr vNext =
        state.update(v, v.minus(v.minus(square).sign().elementMult(square).scale(1 - beta2)));
    return theta.minus(state.timesRate(m).elementDiv(Epsilon.OUTSIDE.root(vNext, epsilon)));
  }
}
