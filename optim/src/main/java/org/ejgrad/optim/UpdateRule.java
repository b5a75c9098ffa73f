// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * One parameter's step, written with expressions: from the old value, the gradient at it and the
 * rule's own state to the new value. The body of {@link #next} is the formula:
 *
 * <pre>{@code
 * (theta, gradient, state) -> {
 *   Expr v = state.zeros("v");
 *   Expr next = state.update(v, v.scale(0.9).plus(state.timesRate(gradient)));
 *   return theta.minus(next);
 * }
 * }</pre>
 *
 * <p>A rule holds settings only and is called once for each parameter of each program that is
 * built; what it remembers from step to step are variables of {@link State}.
 */
@FunctionalInterface
public interface UpdateRule {
  /**
   * The parameter's next value, of its shape. All operands hold the values from before the step; a
   * new value of the state is used through what {@link State#update} returns.
   *
   * @param theta the parameter
   * @param gradient the gradient, after the optimizer's transforms
   * @param state the rule's variables for this parameter, the rate and the step count
   */
  Expr next(Expr theta, Expr gradient, State state);

  /** Where the model is evaluated: the parameter itself, unless the rule keeps an average of it. */
  default Expr evaluationPoint(Expr theta, State state) {
    return theta;
  }
}
