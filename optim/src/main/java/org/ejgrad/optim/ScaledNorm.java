// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.List;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * A norm in two factors, the largest absolute value s and the norm r of what remains when all is
 * divided by s, which lies between 1 and the root of the element count. Their product is formed
 * only where it is asked for: squares of 1e200 overflow, those of 1e-200 vanish, and the norm of
 * two numbers of 1.7e308 is no number any more.
 *
 * @param largest s, which may be 0
 * @param rest r, at least 1
 */
record ScaledNorm(Expr largest, Expr rest) {
  /** Of all elements together, both 1 x 1; of no element 0. */
  static ScaledNorm of(List<Expr> parts) {
    List<Expr> some = parts.stream().filter(part -> part.shape().elements() > 0).toList();
    Expr largest = Autograd.constant(0);
    for (Expr part : some) {
      largest = largest.maximum(part.elementMaxAbs());
    }
    Expr divisor = divisor(largest);
    Expr sum = Autograd.constant(0);
    for (Expr part : some) {
      sum = sum.plus(part.elementDiv(divisor).square().elementSum());
    }
    return of(largest, sum);
  }

  /** Of all elements. */
  static ScaledNorm of(Expr x) {
    return of(List.of(x));
  }

  /** Of each column of a matrix that has elements, both 1 x n. */
  static ScaledNorm ofColumns(Expr x) {
    Expr largest = x.abs().maxCols();
    return of(largest, x.elementDiv(divisor(largest)).square().sumCols());
  }

  private static ScaledNorm of(Expr largest, Expr sum) {
    // At least 1, unless all is 0.
    return new ScaledNorm(largest, sum.sqrt().maximum(Autograd.constant(1)));
  }

  private static Expr divisor(Expr largest) {
    return largest.equalTo(0).select(Autograd.constant(1), largest);
  }

  /** The norm, infinite where it is above all numbers. */
  Expr value() {
    return largest.elementMult(rest);
  }

  /** x / ||x|| for this norm; 0 stays 0. */
  Expr direction(Expr x) {
    return x.elementDiv(divisor(largest)).elementDiv(rest);
  }

  /** a / (||x|| + epsilon / ||x||) for this norm, which is taken as 1 where it is 0. */
  Expr quotient(Expr a, double epsilon) {
    Expr s = divisor(largest);
    Expr added = Autograd.constant(epsilon).elementDiv(s).elementDiv(s).elementDiv(rest);
    return a.elementDiv(s).elementDiv(rest.plus(added));
  }

  /** x min(1, most / ||x||) for this norm; x keeps its bits where the norm is within. */
  Expr held(Expr x, Expr most) {
    Expr share = most.elementDiv(rest);
    Expr within = largest.lessOrEqual(share);
    Expr one = Autograd.constant(1);
    return x.elementDiv(within.select(one, largest)).elementMult(within.select(one, share));
  }
}
