// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * NovoGrad (Ginsburg and others 2019, algorithm 1), for each parameter:
 *
 * <pre>
 * v     &lt;- ||g||^2                               at the first step
 * v     &lt;- beta2 v + (1 - beta2) ||g||^2         afterwards, 1 x 1
 * d     = g / (sqrt(v) + epsilon) + weightDecay theta
 * m     &lt;- beta1 m + d                           m starts at 0
 * theta &lt;- theta - alpha m
 * </pre>
 *
 * with Frobenius' norm. The defaults are the paper's; Optax has 0.9 and 0.25. To be preferred where
 * memory is scarce: the second moment is one number for each parameter.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.95 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.98 by default
 * @param epsilon above 0; 1e-8 by default
 * @param weightDecay at least 0; 0 by default
 */
public record NovoGrad(double beta1, double beta2, double epsilon, double weightDecay)
    implements UpdateRule {
  /** The defaults: 0.95, 0.98, 1e-8, 0. */
  public NovoGrad() {
    this(0.95, 0.98, 1e-8, 0);
  }

  /** Checks the ranges. */
  public NovoGrad {
    Settings.decay("novoGrad, beta1", beta1);
    Settings.decay("novoGrad, beta2", beta2);
    Settings.positive("novoGrad, epsilon", epsilon);
    Settings.notNegative("novoGrad, weightDecay", weightDecay);
  }

  /** The same with another beta1. */
  public NovoGrad withBeta1(double other) {
    return new NovoGrad(other, beta2, epsilon, weightDecay);
  }

  /** The same with another beta2. */
  public NovoGrad withBeta2(double other) {
    return new NovoGrad(beta1, other, epsilon, weightDecay);
  }

  /** The same with another epsilon. */
  public NovoGrad withEpsilon(double other) {
    return new NovoGrad(beta1, beta2, other, weightDecay);
  }

  /** The same with another weightDecay. */
  public NovoGrad withWeightDecay(double other) {
    return new NovoGrad(beta1, beta2, epsilon, other);
  }

  @Override
  public String name() {
    return "novoGrad";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr square = gradient.square().elementSum();
    Expr v = state.scalar("v", 0);
    Expr later = v.scale(beta2).plus(square.scale(1 - beta2));
    Expr vNext = state.update(v, Moments.isFirst(state).select(square, later));
    Expr d = gradient.elementDiv(Epsilon.OUTSIDE.root(vNext, epsilon));
    d = weightDecay == 0 ? d : d.plus(theta.scale(weightDecay));
    Expr m = state.zeros("m");
    return theta.minus(state.timesRate(state.update(m, m.scale(beta1).plus(d))));
  }
}
