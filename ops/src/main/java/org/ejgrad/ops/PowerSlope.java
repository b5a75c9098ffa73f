// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * The slopes of a^b: y_ij = s_ij, the first input, with derivatives in a and b that are stated here
 * instead of following from how s is computed. That has cases for a = 0 and b = 0, in which the
 * second derivatives would be lost, and the two mixed ones would differ. Programs compute s alone.
 */
enum PowerSlope implements ElementwiseOp, ExprOp {
  /** y = b a^(b-1), and 0 for b = 0. Slopes: b (b-1) a^(b-2), 0 for b = 0 or 1, and the mixed. */
  IN_BASE("powerSlopeInBase") {
    @Override
    List<Expr> slopes(Expr a, Expr b, Expr y) {
      return List.of(b.carry(inBase(a, b.plus(-1))), mixed(a, b));
    }
  },
  /**
   * y = a^b log a, and 0 for a = 0 and b >= 0, its limit for b > 0. Slopes: the mixed, and y log a,
   * 0 where y is.
   */
  IN_EXPONENT("powerSlopeInExponent") {
    @Override
    List<Expr> slopes(Expr a, Expr b, Expr y) {
      return List.of(mixed(a, b), y.carry(a.elementLog()));
    }
  };

  private final String label;

  PowerSlope(String label) {
    this.label = label;
  }

  static Expr inBase(Expr a, Expr b) {
    Expr slope = b.equalTo(0).select(b.zeros(), b.elementMult(a.elementPower(b.plus(-1))));
    return Expr.apply(IN_BASE, slope, a, b);
  }

  /**
   * The slope in b.
   *
   * @param power a^b
   */
  static Expr inExponent(Expr a, Expr b, Expr power) {
    Expr atZero = a.equalTo(0).elementMult(b.greaterOrEqual(0));
    Expr slope = atZero.select(b.zeros(), power.elementMult(a.elementLog()));
    return Expr.apply(IN_EXPONENT, slope, a, b);
  }

  /** a^(b-1) (1 + b log a), and its limit for a = 0: 0 for b > 1, -infinity for 0 < b <= 1. */
  private static Expr mixed(Expr a, Expr b) {
    Expr regular = a.elementPower(b.plus(-1)).elementMult(b.elementMult(a.elementLog()).plus(1));
    // NaN compares as false, and stays.
    Expr notAbove = b.lessOrEqual(0).select(infinity(1), b);
    Expr below = b.greaterThan(0).select(infinity(-1), notAbove);
    Expr limit = b.greaterThan(1).select(b.zeros(), below);
    return a.equalTo(0).select(limit, regular);
  }

  private static Expr infinity(int sign) {
    return Autograd.constant(sign * Double.POSITIVE_INFINITY);
  }

  /** The derivatives in a and b. */
  abstract List<Expr> slopes(Expr a, Expr b, Expr y);

  @Override
  public String label() {
    return label;
  }

  @Override
  public String role(int input, int count) {
    return List.of("slope", "a", "b").get(input);
  }

  @Override
  public boolean differentiable(int input) {
    return input != 0;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Kernel::copy;
  }

  /** Derivatives are done with when a program is made. */
  @Override
  public Node rewrite(Node y) {
    return y.input(0);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return slopes(x.get(1), x.get(2), y).stream().map(yBar::carry).toList();
  }
}
