// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Gradient descent with an exponential average of its path:
 *
 * <pre>
 * theta &lt;- theta - alpha g
 * avg   &lt;- beta theta + (1 - beta) avg      with the new theta; avg starts at the initial theta
 * </pre>
 *
 * Gradients are taken at theta, the model is evaluated at avg ({@link
 * Optimizer#evaluationPoint(java.util.List)}). To be preferred with noisy gradients and a rate that
 * stays large: the average is steadier than the path. Note that beta weighs the <em>current</em>
 * value; Keras's ema_momentum weighs the past and is 1 - beta. Polyak and Juditsky (1992) weigh all
 * steps evenly.
 *
 * @param beta weight of the current value in (0, 1]; 0.1 by default; 1 is plain descent
 */
public record AveragedSgd(double beta) implements UpdateRule {
  /** Checks the range. */
  public AveragedSgd {
    Settings.share("averagedSgd, beta", beta);
  }

  @Override
  public String name() {
    return "averagedSgd";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr average = average(state);
    Expr thetaNext = theta.minus(state.timesRate(gradient));
    state.update(average, thetaNext.scale(beta).plus(average.scale(1 - beta)));
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
    return state.copyOfParameter("avg");
  }
}
