// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.BinaryOperator;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.kernels.DoubleLoops;
import org.ejgrad.ops.kernels.KernelTiers;

/**
 * Elementwise functions of one matrix, a line each: y_ij = f(x_ij), the loop, then the slope in
 * terms of x and y. The cotangent is xBar = yBar o slope, and 0 wherever one of the two is 0.
 */
enum ElementwiseUnary implements ElementwiseOp, ExprOp {
  NEGATIVE("negative", KernelTiers.chosen()::negative, (x, y, yBar) -> yBar.negative()),
  RECIPROCAL("reciprocal", KernelTiers.chosen()::reciprocal, (x, y) -> y.square().negative()),
  EXP("exp", KernelTiers.chosen()::exp, (x, y) -> y),
  LOG("log", KernelTiers.chosen()::log, (x, y) -> x.reciprocal()),
  SQRT("sqrt", KernelTiers.chosen()::sqrt, (x, y) -> y.scale(2).reciprocal()),
  SQUARE("square", KernelTiers.chosen()::square, (x, y) -> x.scale(2)),
  TANH("tanh", KernelTiers.chosen()::tanh, (x, y) -> y.negative().plus(1).elementMult(y.plus(1))),
  SIGMOID("sigmoid", KernelTiers.chosen()::sigmoid, (x, y) -> y.elementMult(y.negative().plus(1))),
  RELU("relu", KernelTiers.chosen()::relu, (x, y) -> Expr.apply(ElementwiseUnary.step(), x)),
  SOFTPLUS("softplus", KernelTiers.chosen()::softplus, (x, y) -> x.sigmoid()),
  ABS("abs", KernelTiers.chosen()::abs, (x, y) -> x.sign()),
  SIN("sin", KernelTiers.chosen()::sin, (x, y) -> x.cos()),
  COS("cos", KernelTiers.chosen()::cos, (x, y) -> x.sin().negative()),
  SIGN("sign", KernelTiers.chosen()::sign, (x, y, yBar) -> x.zeros()),
  STEP("step", KernelTiers.chosen()::step, (x, y, yBar) -> x.zeros());

  /** The cotangent of x. */
  private interface Reverse {
    Expr xBar(Expr x, Expr y, Expr yBar);
  }

  private final String label;
  private final DoubleLoops.Unary kernel;
  private final Reverse reverse;

  ElementwiseUnary(String label, DoubleLoops.Unary kernel, BinaryOperator<Expr> slope) {
    this(label, kernel, (x, y, yBar) -> yBar.carry(slope.apply(x, y)));
  }

  ElementwiseUnary(String label, DoubleLoops.Unary kernel, Reverse reverse) {
    this.label = label;
    this.kernel = kernel;
    this.reverse = reverse;
  }

  /** For a line above that of STEP. */
  private static ElementwiseUnary step() {
    return STEP;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return (x, y) -> kernel.apply(x[0].doubles(), x[0].at(), y.doubles(), y.at(), y.length());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(reverse.xBar(x.get(0), y, yBar));
  }
}
