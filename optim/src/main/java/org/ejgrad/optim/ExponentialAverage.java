// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * An exponential average (EMA) of another rule's path, which is not changed by it:
 *
 * <pre>
 * theta &lt;- rule(theta, g)
 * ema   &lt;- decay ema + (1 - decay) theta        with the new theta; ema starts at theta
 * </pre>
 *
 * The model is evaluated at ema: {@link Optimizer#evaluationPoint}, {@link Optimizer#evaluating}.
 * PyTorch's {@code get_ema_avg_fn} has the same formula; Optax's {@code ema} starts at 0 and
 * corrects for it. To be preferred with mini-batches of networks, nearly always.
 *
 * @param rule the path
 * @param decay weight of the past in [0, 1); 0.999 by default
 */
public record ExponentialAverage(UpdateRule rule, double decay) implements UpdateRule {
  /** The default decay. */
  public ExponentialAverage(UpdateRule rule) {
    this(rule, 0.999);
  }

  /** Checks the range. */
  public ExponentialAverage {
    OwnPoint.refuseSecond("exponentialAverage", rule);
    Settings.decay("exponentialAverage, decay", decay);
  }

  @Override
  public String name() {
    return "exponentialAverage(" + rule.name() + ")";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr average = average(state);
    Expr thetaNext = rule.next(theta, gradient, state);
    state.update(average, average.scale(decay).plus(thetaNext.scale(1 - decay)));
    return thetaNext;
  }

  @Override
  public boolean evaluatesElsewhere() {
    return true;
  }

  @Override
  public Expr evaluationPoint(Expr theta, State state) {
    return average(state);
  }

  private static Expr average(State state) {
    return state.copyOfParameter("ema");
  }
}
