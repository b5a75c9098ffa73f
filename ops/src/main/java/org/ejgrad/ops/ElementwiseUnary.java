// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.kernels.Elementwise;

/**
 * Elementwise functions of one matrix, a line each: y_ij = f(x_ij), the loop, then the slope in
 * terms of x and y. The cotangent is xBar = yBar o slope, and 0 wherever one of the two is 0.
 */
enum ElementwiseUnary implements ElementwiseOp, ExprOp {
  NEGATIVE("negative", Elementwise::negative, (x, y, yBar) -> yBar.negative()),
  RECIPROCAL("reciprocal", Elementwise::reciprocal, (x, y) -> y.square().negative()),
  EXP("exp", Elementwise::exp, (x, y) -> y),
  LOG("log", Elementwise::log, (x, y) -> x.reciprocal()),
  SQRT("sqrt", Elementwise::sqrt, (x, y) -> y.scale(2).reciprocal()),
  SQUARE("square", Elementwise::square, (x, y) -> x.scale(2)),
  TANH("tanh", Elementwise::tanh, (x, y) -> Expr.apply(tanhSlope(), y)),
  SIGMOID("sigmoid", Elementwise::sigmoid, (x, y) -> Expr.apply(sigmoidSlope(), y)),
  RELU("relu", Elementwise::relu, (x, y) -> Expr.apply(ElementwiseUnary.step(), x)),
  SOFTPLUS("softplus", Elementwise::softplus, (x, y) -> x.sigmoid()),
  ABS("abs", Elementwise::abs, (x, y) -> x.sign()),
  SIN("sin", Elementwise::sin, (x, y) -> x.cos()),
  COS("cos", Elementwise::cos, (x, y) -> x.sin().negative()),
  SIGN("sign", Elementwise::sign, (x, y, yBar) -> x.zeros()),
  LOG1P("log1p", Elementwise::log1p, (x, y) -> x.plus(1).reciprocal()),
  EXPM1("expm1", Elementwise::expm1, (x, y) -> y.plus(1)),
  ERF("erf", Elementwise::erf, (x, y) -> bell(x)),
  // Composed, the slope would lose its digits to a difference.
  SOFTSIGN("softsign", Elementwise::softsign, (x, y) -> x.abs().plus(1).square().reciprocal()),
  SINH("sinh", Elementwise::sinh, (x, y) -> x.cosh()),
  COSH("cosh", Elementwise::cosh, (x, y) -> x.sinh()),
  TAN("tan", Elementwise::tan, (x, y) -> y.square().plus(1)),
  ASIN("asin", Elementwise::asin, (x, y) -> arcSlope(x)),
  ACOS("acos", Elementwise::acos, (x, y) -> arcSlope(x).negative()),
  ATAN("atan", Elementwise::atan, (x, y) -> x.square().plus(1).reciprocal()),
  FLOOR("floor", Elementwise::floor, (x, y, yBar) -> x.zeros()),
  CEIL("ceil", Elementwise::ceil, (x, y, yBar) -> x.zeros()),
  ROUND("round", Elementwise::round, (x, y, yBar) -> x.zeros()),
  // One loop where the composition from other ops would be three.
  TANH_SLOPE("tanhSlope", Elementwise::tanhSlope, (x, y) -> x.scale(-2)),
  SIGMOID_SLOPE("sigmoidSlope", Elementwise::sigmoidSlope, (x, y) -> x.scale(-2).plus(1)),
  STEP("step", Elementwise::step, (x, y, yBar) -> x.zeros());

  /** The cotangent of x. */
  private interface Reverse {
    Expr xBar(Expr x, Expr y, Expr yBar);
  }

  private final String label;
  private final Function<Precision, Kernel> kernel;
  private final Reverse reverse;

  ElementwiseUnary(String label, Function<Precision, Kernel> kernel, BinaryOperator<Expr> slope) {
    this(label, kernel, (x, y, yBar) -> yBar.carry(slope.apply(x, y)));
  }

  ElementwiseUnary(String label, Function<Precision, Kernel> kernel, Reverse reverse) {
    this.label = label;
    this.kernel = kernel;
    this.reverse = reverse;
  }

  /** For a line above that of STEP. */
  private static ElementwiseUnary step() {
    return STEP;
  }

  private static ElementwiseUnary tanhSlope() {
    return TANH_SLOPE;
  }

  private static ElementwiseUnary sigmoidSlope() {
    return SIGMOID_SLOPE;
  }

  /** 2 / sqrt(pi) exp(-x^2). */
  private static Expr bell(Expr x) {
    return x.square().negative().elementExp().scale(2 / Math.sqrt(Math.PI));
  }

  /** 1 / sqrt(1 - x^2), by (1 - x) (1 + x), which keeps its digits near 1. */
  private static Expr arcSlope(Expr x) {
    return Expr.apply(TANH_SLOPE, x).sqrt().reciprocal();
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return kernel.apply(precision);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(reverse.xBar(x.get(0), y, yBar));
  }
}
