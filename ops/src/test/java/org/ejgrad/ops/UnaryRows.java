// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.ElementwiseWithNumber.Table;

/** The op table's rows of elementwise functions of one matrix. */
final class UnaryRows {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final Class<IllegalArgumentException> ARGUMENT = IllegalArgumentException.class;

  private UnaryRows() {}

  static List<OpRow> rows() {
    return List.of(
        row(ElementwiseUnary.NEGATIVE, Expr::negative, v -> -v, Domain.ANY)
            .special(0, 0, -1)
            .special(INF, -INF, -1),
        row(ElementwiseUnary.RECIPROCAL, Expr::reciprocal, v -> 1 / v, Domain.NOT_ZERO)
            .special(0, INF, -INF)
            .special(-0.0, -INF, -INF)
            .special(INF, 0, 0),
        row(ElementwiseUnary.EXP, Expr::elementExp, Math::exp, Domain.ANY)
            .special(0, 1, 1)
            .special(-INF, 0, 0)
            .special(INF, INF, INF)
            .special(NAN, NAN, NAN),
        row(ElementwiseUnary.LOG, Expr::elementLog, Math::log, Domain.POSITIVE)
            .special(1, 0, 1)
            .special(0, -INF, INF)
            .special(INF, INF, 0)
            .special(-1, NAN, -1),
        row(ElementwiseUnary.SQRT, Expr::sqrt, Math::sqrt, Domain.POSITIVE)
            .special(4, 2, 0.25)
            .special(0, 0, INF)
            .special(-0.0, 0, INF)
            .special(INF, INF, 0)
            .special(-1, NAN, NAN),
        row(ElementwiseUnary.SQUARE, Expr::square, v -> v * v, Domain.ANY)
            .special(0, 0, 0)
            .special(1e200, INF, 2e200)
            .special(-INF, INF, -INF),
        row(ElementwiseUnary.TANH, Expr::tanh, Math::tanh, Domain.ANY)
            .special(0, 0, 1)
            .special(1000, 1, 0)
            .special(INF, 1, 0)
            .special(-INF, -1, 0),
        row(ElementwiseUnary.SIGMOID, Expr::sigmoid, v -> 1 / (1 + Math.exp(-v)), Domain.ANY)
            .special(0, 0.5, 0.25)
            .special(1000, 1, 0)
            .special(-1000, 0, 0)
            .special(INF, 1, 0)
            .special(-INF, 0, 0)
            .special(NAN, NAN, NAN),
        row(ElementwiseUnary.RELU, Expr::relu, v -> v < 0 ? 0 : v, Domain.NOT_ZERO)
            .special(0, 0, 0)
            .special(-0.0, 0, 0)
            .special(1e-300, 1e-300, 1)
            .special(INF, INF, 1)
            .special(-INF, 0, 0)
            .special(NAN, NAN, NAN),
        row(
                ElementwiseUnary.SOFTPLUS,
                Expr::softplus,
                v -> v > 30 ? v + Math.exp(-v) : Math.log1p(Math.exp(v)),
                Domain.ANY)
            .special(0, Math.log(2), 0.5)
            .special(-40, 4.248354255291589e-18, 4.248354255291589e-18)
            .special(20, 20.000000002061153, 0.9999999979388463)
            .special(1000, 1000, 1)
            .special(-1000, 0, 0)
            .special(-INF, 0, 0)
            .special(INF, INF, 1),
        row(ElementwiseUnary.ABS, Expr::abs, v -> v < 0 ? -v : v, Domain.NOT_ZERO)
            .special(0, 0, 0)
            .special(-0.0, 0, 0)
            .special(-INF, INF, -1)
            .special(NAN, NAN, NAN),
        row(ElementwiseUnary.SIN, Expr::sin, Math::sin, Domain.ANY)
            .special(0, 0, 1)
            .special(INF, NAN, NAN),
        row(ElementwiseUnary.COS, Expr::cos, Math::cos, Domain.ANY)
            .special(0, 1, 0)
            .special(INF, NAN, NAN),
        row(ElementwiseUnary.SIGN, Expr::sign, v -> v > 0 ? 1 : v < 0 ? -1 : v, Domain.NOT_ZERO)
            .special(0, 0, 0)
            .special(3, 1, 0)
            .special(-INF, -1, 0)
            .special(NAN, NAN, 0),
        row(
                ElementwiseUnary.STEP,
                x -> Expr.apply(ElementwiseUnary.STEP, x),
                v -> v > 0 ? 1 : Double.isNaN(v) ? v : 0,
                Domain.NOT_ZERO)
            .special(0, 0, 0)
            .special(3, 1, 0)
            .special(-3, 0, 0),
        row(
                ElementwiseUnary.TANH_SLOPE,
                x -> Expr.apply(ElementwiseUnary.TANH_SLOPE, x),
                v -> (1 - v) * (1 + v),
                Domain.ANY)
            .special(1, 0, -2)
            .special(0, 1, 0),
        row(
                ElementwiseUnary.SIGMOID_SLOPE,
                x -> Expr.apply(ElementwiseUnary.SIGMOID_SLOPE, x),
                v -> v * (1 - v),
                Domain.ANY)
            .special(1, 0, -1)
            .special(0.5, 0.25, 0),
        number(Table.SCALE, "by -2.5", x -> x.scale(-2.5), v -> v * -2.5, Domain.ANY),
        number(Table.SCALE, "by 0", x -> x.scale(0), v -> v * 0, Domain.ANY).special(3, 0, 0),
        number(Table.SCALE, "by 1", x -> x.scale(1), v -> v, Domain.ANY).special(-0.0, 0, 1),
        number(Table.SHIFT, "by 1.5", x -> x.plus(1.5), v -> v + 1.5, Domain.ANY),
        number(Table.SHIFT, "by -0.5", x -> x.minus(0.5), v -> v - 0.5, Domain.ANY),
        number(Table.DIVIDE, "by 3", x -> x.divide(3), v -> v / 3, Domain.ANY),
        number(Table.DIVIDE, "by 0", x -> x.divide(0), v -> v / 0.0, Domain.INDEX)
            .special(1, INF, INF)
            .special(-1, -INF, INF)
            .special(0, NAN, INF),
        power("3", 3, Domain.NOT_ZERO).special(0, 0, 0).special(-2, -8, 12),
        power("2", 2, Domain.NOT_ZERO).special(0, 0, 0),
        power("-1", -1, Domain.NOT_ZERO)
            .special(0, INF, -INF)
            .special(-0.0, -INF, -INF)
            .special(INF, 0, 0),
        power("1", 1, Domain.ANY).special(0, 0, 1),
        power("0", 0, Domain.ANY).special(0, 1, 0).special(NAN, 1, 0).special(INF, 1, 0),
        power("0.5", 0.5, Domain.POSITIVE).special(0, 0, INF).special(-1, NAN, NAN),
        power("-1.5", -1.5, Domain.POSITIVE).special(0, INF, -INF),
        withShapes(
                new OpRow(
                    "ops.Clip",
                    "",
                    x -> x.get(0).clip(-1.25, 1.25),
                    Plain.unary(v -> v < -1.25 ? -1.25 : v > 1.25 ? 1.25 : v)),
                Domain.APART)
            .special(1.25, 1.25, 1)
            .special(-1.25, -1.25, 1)
            .special(1.26, 1.25, 0)
            .special(-INF, -1.25, 0)
            .special(NAN, NAN, 1)
            .wrong(() -> x().clip(1, 0.5), ARGUMENT, "clip: .* got low=1.0, high=0.5, at .*")
            .wrong(() -> x().clip(NAN, 1), ARGUMENT, "clip: low must be <= high, .*NaN.*, at .*")
            .wrong(() -> x().clip(0, NAN), ARGUMENT, "clip: low must be <= high, .*NaN, at .*"),
        withShapes(
            new OpRow("graph.Alias", "", x -> x.get(0).named("n"), Plain.unary(v -> v)),
            Domain.ANY),
        withShapes(new OpRow(OpTable.COPY, "", x -> x.get(0), Plain.unary(v -> v)), Domain.ANY),
        // Discrete, because a difference sees what a stopped gradient must not.
        withShapes(
                new OpRow(
                    "graph.StopGradient", "", x -> x.get(0).stopGradient(), Plain.unary(v -> v)),
                Domain.INDEX)
            .special(3, 3, 0));
  }

  static OpRow row(
      ElementwiseUnary op, UnaryOperator<Expr> build, DoubleUnaryOperator f, Domain domain) {
    return withShapes(
        new OpRow(OpNames.of(op), "", x -> build.apply(x.get(0)), Plain.unary(f)), domain);
  }

  static OpRow number(
      Table op, String title, UnaryOperator<Expr> build, DoubleUnaryOperator f, Domain domain) {
    String name = OpNames.of(new ElementwiseWithNumber(op, 0));
    return withShapes(new OpRow(name, title, x -> build.apply(x.get(0)), Plain.unary(f)), domain);
  }

  private static OpRow power(String title, double p, Domain domain) {
    return number(Table.POWER, "to " + title, x -> x.elementPower(p), v -> Math.pow(v, p), domain);
  }

  private static Expr x() {
    return Autograd.input("x", 3, 2);
  }

  static OpRow withShapes(OpRow row, Domain domain) {
    row.elementwise = true;
    return row.on(domain)
        .shapes(1, 1)
        .shapes(1, 4)
        .shapes(3, 1)
        .shapes(3, 2)
        .shapes(2, 5)
        .shapes(0, 3)
        .shapes(3, 0)
        .shapes(0, 0);
  }
}
