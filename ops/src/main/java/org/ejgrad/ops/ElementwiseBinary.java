// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Structure;
import org.ejgrad.ops.kernels.Elementwise;

/**
 * Elementwise functions of two matrices of equal shape, a line each: y_ij = f(a_ij, b_ij), the
 * loop, then the cotangents of a and of b. The sum is missing here: accumulation needs it, so the
 * graph owns it.
 */
enum ElementwiseBinary implements ElementwiseOp, ExprOp {
  MINUS("minus", Elementwise::minus, (a, b, y, yBar) -> yBar, (a, b, y, yBar) -> yBar.negative()),
  TIMES(
      "elementMult",
      Elementwise::times,
      (a, b, y, yBar) -> yBar.carry(b),
      (a, b, y, yBar) -> yBar.carry(a)),
  DIVIDE(
      "elementDiv",
      Elementwise::divide,
      (a, b, y, yBar) -> yBar.carry(b.reciprocal()),
      (a, b, y, yBar) -> yBar.carry(y.elementDiv(b).negative())),
  POWER(
      "elementPower",
      Elementwise::power,
      (a, b, y, yBar) -> yBar.carry(PowerSlope.inBase(a, b)),
      (a, b, y, yBar) -> yBar.carry(PowerSlope.inExponent(a, b, y))),
  MAXIMUM(
      "maximum",
      Elementwise::maximum,
      (a, b, y, yBar) -> yBar.carry(Expr.apply(share(), a, b)),
      (a, b, y, yBar) -> yBar.carry(Expr.apply(share(), b, a))),
  MINIMUM(
      "minimum",
      Elementwise::minimum,
      (a, b, y, yBar) -> yBar.carry(Expr.apply(share(), b, a)),
      (a, b, y, yBar) -> yBar.carry(Expr.apply(share(), a, b))),
  ATAN2(
      "atan2",
      Elementwise::atan2,
      (a, b, y, yBar) -> yBar.carry(share(share(b, a.hypot(b)), a.hypot(b))),
      (a, b, y, yBar) -> yBar.carry(share(share(a, a.hypot(b)), a.hypot(b)).negative())),
  HYPOT(
      "hypot",
      Elementwise::hypot,
      (a, b, y, yBar) -> yBar.carry(share(a, y)),
      (a, b, y, yBar) -> yBar.carry(share(b, y))),
  /** a b, and 0 where one of them is 0 whatever the other holds: how a cotangent meets a slope. */
  CARRY(
      "carry",
      Elementwise::carry,
      (a, b, y, yBar) -> yBar.carry(b),
      (a, b, y, yBar) -> yBar.carry(a)),
  /** log(1 + exp(a)) - a b: the cross entropy of a logit a and a probability b. */
  SIGMOID_CROSS_ENTROPY(
      "sigmoidCrossEntropy",
      Elementwise::sigmoidCrossEntropy,
      (a, b, y, yBar) -> yBar.carry(a.sigmoid().minus(b)),
      (a, b, y, yBar) -> yBar.carry(a.negative())),
  /** 1 where a equals b or both are NaN: which elements attain an extremum. */
  SAME("same", Elementwise::same, (a, b, y, yBar) -> a.zeros(), (a, b, y, yBar) -> b.zeros()),
  /** The share of a in max(a, b): 1, 0, or half for equals. */
  SHARE_OF_MAXIMUM(
      "shareOfMaximum",
      Elementwise::shareOfMaximum,
      (a, b, y, yBar) -> a.zeros(),
      (a, b, y, yBar) -> b.zeros()),
  LESS_THAN("lessThan", Elementwise::lessThan),
  LESS_OR_EQUAL("lessOrEqual", Elementwise::lessOrEqual),
  EQUAL_TO("equalTo", Elementwise::equalTo);

  /** The cotangent of one input. */
  private interface Reverse {
    Expr bar(Expr a, Expr b, Expr y, Expr yBar);
  }

  private final String label;
  private final Function<Precision, Kernel> kernel;
  private final List<Reverse> reverse;

  /** A comparison, through which no derivative flows. */
  ElementwiseBinary(String label, Function<Precision, Kernel> kernel) {
    this(label, kernel, List.of());
  }

  ElementwiseBinary(String label, Function<Precision, Kernel> kernel, Reverse aBar, Reverse bBar) {
    this(label, kernel, List.of(aBar, bBar));
  }

  ElementwiseBinary(String label, Function<Precision, Kernel> kernel, List<Reverse> reverse) {
    this.label = label;
    this.kernel = kernel;
    this.reverse = reverse;
  }

  /** For lines above that of the constant. */
  private static ElementwiseBinary share() {
    return SHARE_OF_MAXIMUM;
  }

  /** a / length, and 0 where the length is 0. */
  private static Expr share(Expr a, Expr length) {
    return length.equalTo(0).select(a.zeros(), a.elementDiv(length));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean differentiable(int input) {
    return !reverse.isEmpty();
  }

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return kernel.apply(precision);
  }

  /**
   * A known number becomes a setting. For CARRY this may turn a 0 into -0 and does nothing else,
   * since the number is finite and not 0.
   */
  @Override
  public Node rewrite(Node y) {
    if (this != CARRY && this != TIMES) {
      return y;
    }
    for (int k = 0; k < 2; k++) {
      OptionalDouble number = Structure.numberOf(y.input(k));
      if (number.isPresent() && isHarmless(number.getAsDouble())) {
        return ElementwiseWithNumber.scaled(y.input(1 - k), number.getAsDouble());
      }
    }
    return y;
  }

  private static boolean isHarmless(double number) {
    return number != 0 && Double.isFinite(number);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr a = x.get(0);
    Expr b = x.get(1);
    return reverse.stream().map(rule -> rule.bar(a, b, y, yBar)).toList();
  }
}
