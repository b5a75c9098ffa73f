// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * The mean of another rule's path, which is not changed by it:
 *
 * <pre>
 * theta &lt;- rule(theta, g)
 * mean  &lt;- theta                          before the first point that counts
 * mean  &lt;- mean + (theta - mean) / n      at point number n
 * </pre>
 *
 * Points that count are those after step {@code start}, {@code start + every} and so on. From the
 * first step at every step this is the average of Polyak and Juditsky (1992) without the initial
 * point; from late on, at each end of an epoch, stochastic weight averaging (SWA; Izmailov,
 * Podoprikhin, Garipov, Vetrov and Wilson 2018, algorithm 1, and PyTorch's {@code AveragedModel}).
 * The model is evaluated at mean. To be preferred with rates that stay large.
 *
 * @param rule the path
 * @param start the first step whose result counts, at least 1; 1 by default
 * @param every steps between points, at least 1; 1 by default
 */
public record UniformAverage(UpdateRule rule, long start, long every) implements UpdateRule {
  /** All steps count. */
  public UniformAverage(UpdateRule rule) {
    this(rule, 1, 1);
  }

  /** Checks the ranges. */
  public UniformAverage {
    OwnPoint.refuseSecond("uniformAverage", rule);
    Settings.count("uniformAverage, start", start);
    Settings.count("uniformAverage, every", every);
  }

  @Override
  public String name() {
    return "uniformAverage(" + rule.name() + ")";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr mean = mean(state);
    Expr thetaNext = rule.next(theta, gradient, state);
    Expr elapsed = state.step().minus((double) start);
    Expr started = elapsed.greaterOrEqual(0);
    Expr counts = started.elementMult(Moments.isMultiple(elapsed, every));
    Expr number = elapsed.divide((double) every).plus(1).maximum(Autograd.constant(1));
    Expr moved = mean.plus(thetaNext.minus(mean).elementDiv(number));
    Expr first = number.equalTo(1);
    Expr counted = first.select(thetaNext, moved);
    state.update(mean, started.select(counts.select(counted, mean), thetaNext));
    return thetaNext;
  }

  @Override
  public boolean evaluatesElsewhere() {
    return true;
  }

  @Override
  public Expr evaluationPoint(Expr theta, State state) {
    return mean(state);
  }

  private static Expr mean(State state) {
    return state.copyOfParameter("mean");
  }
}
