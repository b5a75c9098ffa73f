// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.ejgrad.graph.Cell;
import org.ejgrad.ops.Expr;

/**
 * A rule for some parameters, at a rate of its own if one is given, and another for the rest.
 * {@link Optimizer#group} makes it.
 */
record ParameterGroup(
    ImmutableSet<Cell> members, UpdateRule rule, Optional<Schedule> rate, UpdateRule others)
    implements UpdateRule {
  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    return isMember(state)
        ? rule.next(theta, gradient, rate.map(state::withRate).orElse(state))
        : others.next(theta, gradient, state);
  }

  @Override
  public Expr evaluationPoint(Expr theta, State state) {
    return (isMember(state) ? rule : others).evaluationPoint(theta, state);
  }

  private boolean isMember(State state) {
    return members.contains(state.parameter().cell());
  }
}
