// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;

/** Where an argument may be: equalities h(theta) = 0, inequalities c(theta) &gt;= 0 and bounds. */
public final class Constraints {
  private final Optional<UnaryOperator<Expr>> equalities;
  private final Optional<UnaryOperator<Expr>> inequalities;
  private final Bounds bounds;

  private Constraints(
      Optional<UnaryOperator<Expr>> equalities,
      Optional<UnaryOperator<Expr>> inequalities,
      Bounds bounds) {
    this.equalities = equalities;
    this.inequalities = inequalities;
    this.bounds = bounds;
  }

  /** No constraints yet. */
  public static Constraints none() {
    return new Constraints(Optional.empty(), Optional.empty(), Bounds.none());
  }

  /** These and h(theta) = 0 in each element; h of any shape. */
  public Constraints equalToZero(UnaryOperator<Expr> h) {
    requireNonNull(h, "constraints, equalToZero: h");
    return new Constraints(Optional.of(both(equalities, h)), inequalities, bounds);
  }

  /** These and c(theta) &gt;= 0 in each element; c of any shape. */
  public Constraints notNegative(UnaryOperator<Expr> c) {
    requireNonNull(c, "constraints, notNegative: c");
    return new Constraints(equalities, Optional.of(both(inequalities, c)), bounds);
  }

  /** Both one below the other, as columns; a single one keeps its shape. */
  private static UnaryOperator<Expr> both(
      Optional<UnaryOperator<Expr>> before, UnaryOperator<Expr> more) {
    return before
        .<UnaryOperator<Expr>>map(
            first -> x -> Expr.concatRows(column(first.apply(x)), column(more.apply(x))))
        .orElse(more);
  }

  private static Expr column(Expr values) {
    return values.reshape(values.shape().elements(), 1);
  }

  /**
   * The same within these bounds instead of others, which hold at every point that is evaluated.
   */
  public Constraints within(Bounds within) {
    return new Constraints(equalities, inequalities, requireNonNull(within, "constraints, within"));
  }

  Optional<UnaryOperator<Expr>> equalities() {
    return equalities;
  }

  Optional<UnaryOperator<Expr>> inequalities() {
    return inequalities;
  }

  Bounds bounds() {
    return bounds;
  }
}
