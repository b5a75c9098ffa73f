// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * LARS (You, Gitman and Ginsburg 2017, algorithm 1), for each parameter:
 *
 * <pre>
 * d     = g + weightDecay theta
 * q     = trust ||theta|| / (||g|| + weightDecay ||theta||)      1 where theta or g is 0
 * v     &lt;- momentum v + alpha q d                             v starts at 0
 * theta &lt;- theta - v
 * </pre>
 *
 * with Frobenius norms. Optax divides by ||d||, which is at most the same. To be preferred for
 * plain momentum with very large batches.
 *
 * @param momentum weight of the past in [0, 1); 0.9 by default
 * @param weightDecay at least 0; 0 by default; the paper has 0.0005
 * @param trust relative size of a step, above 0; 0.001 by default
 */
public record Lars(double momentum, double weightDecay, double trust) implements UpdateRule {
  /** The defaults: 0.9, 0, 0.001. */
  public Lars() {
    this(0.9, 0, 0.001);
  }

  /** Checks the ranges. */
  public Lars {
    Settings.decay("lars, momentum", momentum);
    Settings.notNegative("lars, weightDecay", weightDecay);
    Settings.positive("lars, trust", trust);
  }

  /** The same with another momentum. */
  public Lars withMomentum(double other) {
    return new Lars(other, weightDecay, trust);
  }

  /** The same with another weightDecay. */
  public Lars withWeightDecay(double other) {
    return new Lars(momentum, other, trust);
  }

  /** The same with another trust. */
  public Lars withTrust(double other) {
    return new Lars(momentum, weightDecay, other);
  }

  @Override
  public String name() {
    return "lars";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr norm = Moments.norm(theta);
    Expr gradientNorm = Moments.norm(gradient);
    Expr raw = Moments.ratio(norm, gradientNorm.plus(norm.scale(weightDecay))).scale(trust);
    Expr both = norm.greaterThan(0).elementMult(gradientNorm.greaterThan(0));
    Expr q = both.select(raw, Autograd.constant(1));
    Expr d = weightDecay == 0 ? gradient : gradient.plus(theta.scale(weightDecay));
    Expr v = state.zeros("v");
    Expr vNext = state.update(v, v.scale(momentum).plus(state.timesRate(d.elementMult(q))));
    return theta.minus(vNext);
  }
}
