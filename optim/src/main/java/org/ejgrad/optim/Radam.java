// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * RAdam, rectified Adam (Liu, Jiang, He, Chen, Liu, Gao and Han 2020, algorithm 2), elementwise:
 *
 * <pre>
 * m, v, mHat  as in {@link Adam}
 * rhoInf = 2 / (1 - beta2) - 1
 * rho    = rhoInf - 2 t beta2^t / (1 - beta2^t)
 * r      = sqrt((rho - 4) (rho - 2) rhoInf / ((rhoInf - 4) (rhoInf - 2) rho))
 * theta  &lt;- theta - alpha mHat r sqrt(1 - beta2^t) / (sqrt(v) + epsilon)    if rho > 5
 * theta  &lt;- theta - alpha mHat                                              otherwise
 * </pre>
 *
 * as PyTorch; the paper has the bound 4 and no epsilon. Note that the first steps, five with the
 * default beta2, are plain momentum, so alpha must suit both. To be preferred over {@link Adam}
 * with a warm-up whose length one would have to choose.
 *
 * @param beta1 weight of the past in the mean of gradients, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-8 by default
 */
public record Radam(double beta1, double beta2, double epsilon) implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-8. */
  public Radam() {
    this(0.9, 0.999, 1e-8);
  }

  /** Checks the ranges. */
  public Radam {
    Settings.decay("radam, beta1", beta1);
    Settings.decay("radam, beta2", beta2);
    Settings.positive("radam, epsilon", epsilon);

    checkArgument(
        beta2 > 0.6, "radam, beta2: must be > 0.6, where 2 / (1 - beta2) - 1 > 4, got %s", beta2);
  }

  /** The same with another beta1. */
  public Radam withBeta1(double other) {
    return new Radam(other, beta2, epsilon);
  }

  /** The same with another beta2. */
  public Radam withBeta2(double other) {
    return new Radam(beta1, other, epsilon);
  }

  /** The same with another epsilon. */
  public Radam withEpsilon(double other) {
    return new Radam(beta1, beta2, other);
  }

  @Override
  public String name() {
    return "radam";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr m = Moments.average(state, "m", beta1, gradient);
    Expr v = Moments.average(state, "v", beta2, gradient.square());
    Expr t = state.step();
    Expr power = Autograd.constant(beta2).elementPower(t);
    Expr seen = Autograd.constant(1).minus(power);
    double longest = 2 / (1 - beta2) - 1;
    Expr rho = Autograd.constant(longest).minus(t.elementMult(power).elementDiv(seen).scale(2));
    // Where the branch is not taken its root must have an argument, whatever it gives.
    Expr length = rho.maximum(Autograd.constant(5));
    Expr r =
        length
            .minus(4)
            .elementMult(length.minus(2))
            .elementDiv(length)
            .scale(longest / ((longest - 4) * (longest - 2)))
            .sqrt();
    Expr factor = r.elementMult(seen.sqrt());
    Expr mHat = Moments.corrected(m, beta1, state);
    Expr adapted = mHat.elementMult(factor).elementDiv(Epsilon.OUTSIDE.root(v, epsilon));
    return theta.minus(state.timesRate(rho.greaterThan(5).select(adapted, mHat)));
  }
}
