// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/** Pieces of formulas that many rules share. */
final class Moments {
  private Moments() {}

  /** x &lt;- beta x + (1 - beta) value, from 0; the next value of this variable. */
  static Expr average(State state, String name, double beta, Expr value) {
    Expr x = state.zeros(name);
    return state.update(x, x.scale(beta).plus(value.scale(1 - beta)));
  }

  /** 1 - beta^t, 1 x 1: the total weight of the t values that an average from 0 has seen. */
  static Expr seen(double beta, State state) {
    return Autograd.constant(1).minus(Autograd.constant(beta).elementPower(state.step()));
  }

  /** x / (1 - beta^t), the average without the 0 it started at. */
  static Expr corrected(Expr x, double beta, State state) {
    return x.elementDiv(seen(beta, state));
  }

  /** 1 at the first step, afterwards 0; 1 x 1. */
  static Expr isFirst(State state) {
    return state.step().equalTo(1);
  }

  /** 1 where the step, a whole number, is a multiple of the period, otherwise 0; 1 x 1. */
  static Expr isMultiple(Expr step, long period) {
    // Exact: a quotient of whole numbers below 2^53 is whole only if the division comes out even.
    Expr quotient = step.divide((double) period);
    return quotient.floor().equalTo(quotient);
  }

  /**
   * The Frobenius norm, by way of the norms of the rows: these take one pass over x, on all threads
   * and together with what computes x, where {@code normF} needs x in one row.
   */
  static Expr norm(Expr x) {
    return x.rows() > 1 && x.cols() > 1 ? x.normRows().normF() : x.normF();
  }

  /** a / b for 1 x 1 norms, 1 where one of them is 0. */
  static Expr ratio(Expr a, Expr b) {
    Expr both = a.greaterThan(0).elementMult(b.greaterThan(0));
    return both.select(a.elementDiv(b), Autograd.constant(1));
  }
}
