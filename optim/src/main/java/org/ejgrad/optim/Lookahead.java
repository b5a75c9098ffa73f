// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/**
 * Lookahead around another rule (Zhang, Lucas, Hinton and Ba 2019, algorithm 1): every {@code
 * period} steps the slow weights go part of the way to the fast ones, which start again there.
 *
 * <pre>
 * theta &lt;- rule(theta, g)
 * slow  &lt;- slow + share (theta - slow),  theta &lt;- slow      if t is a multiple of period
 * </pre>
 *
 * slow starts at theta. The model is evaluated at slow. The rule's own variables go on, as in Optax
 * and in the paper's experiments. To be preferred around a fast rule whose path scatters.
 *
 * @param rule the fast rule
 * @param period steps between synchronisations, at least 1; 5 by default; Optax has 6
 * @param share of the way that slow weights go, in (0, 1]; 0.5 by default
 */
public record Lookahead(UpdateRule rule, long period, double share) implements UpdateRule {
  /** The defaults: 5, 0.5. */
  public Lookahead(UpdateRule rule) {
    this(rule, 5, 0.5);
  }

  /** Checks the ranges. */
  public Lookahead {
    OwnPoint.refuseSecond("lookahead", rule);
    Settings.count("lookahead, period", period);
    Settings.share("lookahead, share", share);
  }

  @Override
  public String name() {
    return "lookahead(" + rule.name() + ")";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr slow = slow(state);
    Expr fast = rule.next(theta, gradient, state);
    Expr meets = Moments.isMultiple(state.step(), period);
    Expr moved = slow.plus(fast.minus(slow).scale(share));
    Expr slowNext = state.update(slow, meets.select(moved, slow));
    return meets.select(slowNext, fast);
  }

  @Override
  public boolean evaluatesElsewhere() {
    return true;
  }

  @Override
  public Expr evaluationPoint(Expr theta, State state) {
    return slow(state);
  }

  private static Expr slow(State state) {
    return state.copyOfParameter("slow");
  }
}
