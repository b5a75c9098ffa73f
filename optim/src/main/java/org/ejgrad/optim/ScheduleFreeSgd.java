// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Schedule-free gradient descent (Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky 2024,
 * section 2 with the weights of its section 4.3), with theta the point y where gradients are taken:
 *
 * <pre>
 * z     &lt;- z - alpha g                                z starts at theta
 * x     &lt;- (1 - c) x + c z                            x starts at theta,
 *                                                        c = alpha_t^2 / sum over i to t of alpha_i^2
 * theta &lt;- (1 - beta) z + beta x
 * </pre>
 *
 * The model is evaluated at x. To be preferred over a rate that falls where the number of steps is
 * not known beforehand; let the rate rise at first ({@link Schedules#warmUp}) and stay. {@link
 * WeightDecay} around it moves z by as much as it moves theta.
 *
 * @param beta how near to the mean gradients are taken, in [0, 1); 0.9 by default
 */
public record ScheduleFreeSgd(double beta) implements UpdateRule {
  /** The defaults: 0.9. */
  public ScheduleFreeSgd() {
    this(0.9);
  }

  /** Checks the ranges. */
  public ScheduleFreeSgd {
    Settings.decay("scheduleFreeSgd, beta", beta);
  }

  @Override
  public String name() {
    return "scheduleFreeSgd";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr z = state.copyOfParameter("z");
    Expr zNext = state.update(z, moved(z, theta, state).minus(state.timesRate(gradient)));
    Expr x = meanOfPath(state, zNext, state.rate().square());
    return zNext.scale(1 - beta).plus(x.scale(beta));
  }

  @Override
  public boolean evaluatesElsewhere() {
    return true;
  }

  @Override
  public Expr evaluationPoint(Expr theta, State state) {
    return state.copyOfParameter("x");
  }

  /** z after what a wrapper such as decay did to theta, from which z goes on as it is. */
  static Expr moved(Expr z, Expr theta, State state) {
    Expr parameter = state.parameter();
    return theta.node() == parameter.node() ? z : z.plus(theta.minus(parameter));
  }

  /** The mean of the path so far, whose last part weighs as much as its squared rate. */
  static Expr meanOfPath(State state, Expr zNext, Expr weight) {
    Expr x = state.copyOfParameter("x");
    Expr sum = state.scalar("weights", 0);
    Expr sumNext = state.update(sum, sum.plus(weight));
    // At rate 0, as a warm-up may begin, nothing has moved.
    Expr c = sumNext.equalTo(0).select(Autograd.constant(0), weight.elementDiv(sumNext));
    Expr old = x.elementMult(Autograd.constant(1).minus(c));
    return state.update(x, old.plus(zNext.elementMult(c)));
  }
}
