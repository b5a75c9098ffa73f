// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Schedule-free AdamW (Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky 2024, algorithm 1),
 * with theta the point y where gradients are taken:
 *
 * <pre>
 * v     &lt;- beta2 v + (1 - beta2) g^2                  v starts at 0
 * a     = alpha sqrt(1 - beta2^t)
 * z     &lt;- z - a g / (sqrt(v) + epsilon) - a weightDecay theta      z starts at theta
 * x     &lt;- (1 - c) x + c z                            x starts at theta,
 *                                                        c = a_t^2 / sum over i to t of a_i^2
 * theta &lt;- (1 - beta1) z + beta1 x
 * </pre>
 *
 * The model is evaluated at x. The warm-up of the paper is the schedule's. To be preferred over
 * {@link Adam} with a rate that falls, as {@link ScheduleFreeSgd}.
 *
 * @param beta1 how near to the mean gradients are taken, in [0, 1); 0.9 by default
 * @param beta2 weight of the past in the mean of squares, in [0, 1); 0.999 by default
 * @param epsilon above 0; 1e-8 by default
 * @param weightDecay at least 0; 0 by default
 */
public record ScheduleFreeAdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements UpdateRule {
  /** The defaults: 0.9, 0.999, 1e-8, 0. */
  public ScheduleFreeAdamW() {
    this(0.9, 0.999, 1e-8, 0);
  }

  /** Checks the ranges. */
  public ScheduleFreeAdamW {
    Settings.decay("scheduleFreeAdamW, beta1", beta1);
    Settings.decay("scheduleFreeAdamW, beta2", beta2);
    Settings.positive("scheduleFreeAdamW, epsilon", epsilon);
    Settings.notNegative("scheduleFreeAdamW, weightDecay", weightDecay);
  }

  /** The same with another beta1. */
  public ScheduleFreeAdamW withBeta1(double other) {
    return new ScheduleFreeAdamW(other, beta2, epsilon, weightDecay);
  }

  /** The same with another beta2. */
  public ScheduleFreeAdamW withBeta2(double other) {
    return new ScheduleFreeAdamW(beta1, other, epsilon, weightDecay);
  }

  /** The same with another epsilon. */
  public ScheduleFreeAdamW withEpsilon(double other) {
    return new ScheduleFreeAdamW(beta1, beta2, other, weightDecay);
  }

  /** The same with another weightDecay. */
  public ScheduleFreeAdamW withWeightDecay(double other) {
    return new ScheduleFreeAdamW(beta1, beta2, epsilon, other);
  }

  @Override
  public String name() {
    return "scheduleFreeAdamW";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr v = Moments.average(state, "v", beta2, gradient.square());
    Expr a = state.rate().elementMult(Moments.seen(beta2, state).sqrt());
    Expr d = gradient.elementDiv(Epsilon.OUTSIDE.root(v, epsilon));
    d = weightDecay == 0 ? d : d.plus(theta.scale(weightDecay));
    Expr z = state.copyOfParameter("z");
    Expr zNext = state.update(z, ScheduleFreeSgd.moved(z, theta, state).minus(d.elementMult(a)));
    Expr x = ScheduleFreeSgd.meanOfPath(state, zNext, a.square());
    return zNext.scale(1 - beta1).plus(x.scale(beta1));
  }

  @Override
  public boolean evaluatesElsewhere() {
    return true;
  }

  @Override
  public Expr evaluationPoint(Expr theta, State state) {
    return state.copyOfParameter("x");
  }
}
