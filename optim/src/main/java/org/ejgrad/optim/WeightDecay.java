// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;
import org.ejgrad.ops.Expr;

/**
 * Decoupled weight decay before another rule's step (Loshchilov and Hutter 2019, algorithm 2):
 *
 * <pre>
 * theta &lt;- rule(theta - alpha lambda theta, g)
 * </pre>
 *
 * With {@link Adam} this is AdamW as in PyTorch and Optax (the paper has a schedule without the
 * rate in the place of alpha). To be preferred over {@link GradientTransforms#l2Penalty} with
 * adaptive rules, which would divide the penalty by the size of gradients.
 *
 * @param rule the step
 * @param lambda at least 0; PyTorch's AdamW has 0.01, Optax's 1e-4
 * @param decays which parameters decay; all by default; often {@code p -> p.rows() > 1}, weights
 *     without biases
 */
public record WeightDecay(UpdateRule rule, double lambda, Predicate<Expr> decays)
    implements UpdateRule {
  /** All parameters decay. */
  public WeightDecay(UpdateRule rule, double lambda) {
    this(rule, lambda, parameter -> true);
  }

  /** Checks the range. */
  public WeightDecay {
    requireNonNull(rule, "weightDecay, rule");
    Settings.notNegative("weightDecay, lambda", lambda);
    requireNonNull(decays, "weightDecay, decays");
  }

  @Override
  public String name() {
    return "weightDecay(" + rule.name() + ")";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr from =
        decays.test(state.parameter()) ? theta.minus(state.timesRate(theta.scale(lambda))) : theta;
    return rule.next(from, gradient, state);
  }

  @Override
  public boolean evaluatesElsewhere() {
    return rule.evaluatesElsewhere();
  }

  @Override
  public Expr evaluationPoint(Expr theta, State state) {
    return rule.evaluationPoint(theta, state);
  }

  @Override
  public String toString() {
    return "WeightDecay[rule=" + rule + ", lambda=" + lambda + "]";
  }
}
