// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;
import org.ejgrad.ops.Expr;

/**
 * Another rule's step, then a projection (Goldstein 1964; Levitin and Polyak 1966):
 *
 * <pre>
 * theta &lt;- projection(rule(theta, g))
 * </pre>
 *
 * To be preferred over a change of variables where the set is simple. Averages and {@link
 * Lookahead} go around a projected rule, {@code new UniformAverage(new Projected(rule,
 * projection))}: means of points of a convex set stay in it. The other way round is refused, since
 * the point where the model is evaluated would be missed, and so are schedule-free rules, which go
 * on from points of their own.
 *
 * @param rule the step
 * @param projection onto the set that parameters are held in
 * @param held which parameters; all by default
 */
public record Projected(UpdateRule rule, Projection projection, Predicate<Expr> held)
    implements UpdateRule {
  /** All parameters are held. */
  public Projected(UpdateRule rule, Projection projection) {
    this(rule, projection, parameter -> true);
  }

  /** Checks that the rule keeps no other point. */
  public Projected {
    requireNonNull(rule, "projected, rule");
    requireNonNull(projection, "projected, projection");
    requireNonNull(held, "projected, held");
    OwnPoint.refuseProjection(rule);
  }

  @Override
  public String name() {
    return "projected(" + rule.name() + ")";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    Expr next = rule.next(theta, gradient, state);
    return held.test(state.parameter()) ? projection.of(next) : next;
  }

  @Override
  public String toString() {
    return "Projected[rule=" + rule + "]";
  }
}
