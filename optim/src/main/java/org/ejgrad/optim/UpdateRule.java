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

  /**
   * What the formula is called, without its settings: a saved state is only given back to a rule of
   * the same name. Nothing is looked up by it. Rules around others name these, too: {@code
   * lookahead(adam)}. By default {@code rule}, which all rules without a name share.
   */
  default String name() {
    return "rule";
  }

  /**
   * Whether {@link #evaluationPoint} is another point than the parameter; who overrides one
   * overrides both. One rule alone can say where a model is evaluated, so averages, {@link
   * Lookahead} and {@link Projected} go around rules only that leave it at the parameter.
   */
  default boolean evaluatesElsewhere() {
    return false;
  }

  /** Where the model is evaluated: the parameter itself, unless the rule keeps an average of it. */
  default Expr evaluationPoint(Expr theta, State state) {
    return theta;
  }
}
