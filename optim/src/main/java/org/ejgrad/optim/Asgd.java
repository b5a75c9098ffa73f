// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Averaged stochastic gradient descent as PyTorch's ASGD has it (Polyak and Juditsky 1992, with the
 * rate of Bottou, Large-Scale Machine Learning with Stochastic Gradient Descent, 2010):
 *
 * <pre>
 * eta   = alpha / (1 + lambda alpha (t - 1))^power
 * theta &lt;- (1 - lambda eta) theta - eta g
 * avg   &lt;- avg + mu (theta - avg)          with mu = 1 / max(1, t - 1 - start), the new theta
 * </pre>
 *
 * Gradients are taken at theta, the model is evaluated at avg, the mean of all theta since step
 * {@code start}. To be preferred on long runs of noisy gradients. {@link AveragedSgd} is another
 * rule: a constant rate and an exponential average.
 *
 * @param lambda decay of theta and of the rate, at least 0; 1e-4 by default
 * @param power of the rate's decay, at least 0; 0.75 by default
 * @param start number of steps before averaging begins, at least 0; 1e6 by default
 */
public record Asgd(double lambda, double power, double start) implements UpdateRule {
  /** The defaults: 1e-4, 0.75, 1e6. */
  public Asgd() {
    this(1e-4, 0.75, 1e6);
  }

  /** Checks the ranges. */
  public Asgd {
    Settings.notNegative("asgd, lambda", lambda);
    Settings.notNegative("asgd, power", power);
    Settings.notNegative("asgd, start", start);
  }

  /** The same with another lambda. */
  public Asgd withLambda(double other) {
    return new Asgd(other, power, start);
  }

  /** The same with another power. */
  public Asgd withPower(double other) {
    return new Asgd(lambda, other, start);
  }

  /** The same with another start. */
  public Asgd withStart(double other) {
    return new Asgd(lambda, power, other);
  }

  @Override
  public String name() {
    return "asgd";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr average = average(state);
    Expr elapsed = state.step().minus(1);
    Expr rate = state.rate();
    Expr slowed = rate.elementMult(elapsed).scale(lambda).plus(1).elementPower(power);
    Expr eta = rate.elementDiv(slowed);
    Expr kept = Autograd.constant(1).minus(eta.scale(lambda));
    Expr thetaNext = theta.elementMult(kept).minus(gradient.elementMult(eta));
    Expr mu = elapsed.minus(start).maximum(Autograd.constant(1)).reciprocal();
    Expr averageNext =
        average.elementMult(Autograd.constant(1).minus(mu)).plus(thetaNext.elementMult(mu));
    state.update(average, averageNext);
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
