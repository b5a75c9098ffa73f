// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.ElementwiseWithNumber.Table;

/** The op table's rows of {@link ElementwiseMethods}. */
final class MoreElementwiseRows {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double HALF_PI = Math.PI / 2;
  private static final Class<IllegalArgumentException> ARGUMENT = IllegalArgumentException.class;

  private MoreElementwiseRows() {}

  static List<OpRow> rows() {
    return List.of(
        UnaryRows.row(ElementwiseUnary.LOG1P, Expr::log1p, Math::log1p, Domain.POSITIVE)
            .special(0, 0, 1)
            .special(1e-8, 9.999999950000001e-9, 0.99999999)
            .special(-1, -INF, INF)
            .special(INF, INF, 0)
            .special(-2, NAN, -1),
        UnaryRows.row(ElementwiseUnary.EXPM1, Expr::expm1, Math::expm1, Domain.ANY)
            .special(0, 0, 1)
            .special(1e-8, 1.000000005e-8, 1.00000001)
            .special(1e-300, 1e-300, 1)
            .special(-INF, -1, 0)
            .special(INF, INF, INF)
            .special(NAN, NAN, NAN),
        composed(ElementwiseUnary.EXPM1, "elu", x -> x.elu(1.5), v -> elu(1.5, v), Domain.NOT_ZERO)
            .special(0, 0, 1.5)
            .special(1000, 1000, 1)
            .special(INF, INF, 1)
            .special(-INF, -1.5, 0)
            .special(NAN, NAN, NAN)
            .wrong(() -> x().elu(NAN), ARGUMENT, "elu: alpha must be finite, got NaN, at .*")
            .wrong(() -> x().elu(INF), ARGUMENT, "elu: alpha must be finite, got Infinity, at .*")
            .wrong(
                () -> x().elu(-INF), ARGUMENT, "elu: alpha must be finite, got -Infinity, at .*"),
        UnaryRows.number(
                Table.LEAKY_RELU,
                "0.1",
                x -> x.leakyRelu(0.1),
                v -> v > 0 ? v : 0.1 * v,
                Domain.NOT_ZERO)
            .special(0, 0, 0.1)
            .special(2, 2, 1)
            .special(-2, -0.2, 0.1)
            .special(-INF, -INF, 0.1)
            .special(NAN, NAN, 0.1)
            .wrong(
                () -> x().leakyRelu(NAN), ARGUMENT, "leakyRelu: c must be finite, got NaN, at .*")
            .wrong(
                () -> x().leakyRelu(INF), ARGUMENT, "leakyRelu: c must be finite, got Inf.*, at .*")
            .wrong(
                () -> x().leakyRelu(-INF),
                ARGUMENT,
                "leakyRelu: c must be finite, got -Inf.*, at .*"),
        UnaryRows.number(Table.LEAKY_RELU, "1", x -> x.leakyRelu(1), v -> v, Domain.ANY)
            .special(0, 0, 1),
        composed(
                ElementwiseUnary.SOFTPLUS,
                "logSigmoid",
                Expr::logSigmoid,
                v -> v < -30 ? v : -Math.log1p(Math.exp(-v)),
                Domain.ANY)
            .special(0, -Math.log(2), 0.5)
            .special(40, -4.248354255291589e-18, 4.248354255291589e-18)
            .special(1000, 0, 0)
            .special(-1000, -1000, 1)
            .special(-INF, -INF, 1)
            .special(INF, 0, 0),
        UnaryRows.row(ElementwiseUnary.ERF, Expr::erf, MoreElementwiseRows::erf, Domain.ANY)
            .special(0, 0, 2 / Math.sqrt(Math.PI))
            .special(INF, 1, 0)
            .special(-INF, -1, 0)
            .special(NAN, NAN, NAN),
        composed(ElementwiseUnary.ERF, "gelu", Expr::gelu, MoreElementwiseRows::gelu, Domain.ANY)
            .special(0, 0, 0.5)
            .special(1000, 1000, 1)
            .special(-1000, 0, 0)
            .special(INF, INF, 1)
            .special(-INF, 0, 0)
            .special(NAN, NAN, NAN),
        composed(
                ElementwiseUnary.SIGMOID,
                "silu",
                Expr::silu,
                v -> v == -INF ? 0 : v / (1 + Math.exp(-v)),
                Domain.ANY)
            .special(0, 0, 0.5)
            .special(1000, 1000, 1)
            .special(INF, INF, 1)
            .special(-INF, 0, 0)
            .special(NAN, NAN, NAN),
        UnaryRows.row(
                ElementwiseUnary.SOFTSIGN,
                Expr::softsign,
                v -> Double.isInfinite(v) ? Math.signum(v) : v / (1 + Math.abs(v)),
                Domain.NOT_ZERO)
            .special(0, 0, 1)
            .special(1, 0.5, 0.25)
            .special(1e16, 1, 1e-32)
            .special(INF, 1, 0)
            .special(-INF, -1, 0),
        UnaryRows.row(ElementwiseUnary.SINH, Expr::sinh, Math::sinh, Domain.ANY)
            .special(0, 0, 1)
            .special(INF, INF, INF)
            .special(-INF, -INF, INF),
        UnaryRows.row(ElementwiseUnary.COSH, Expr::cosh, Math::cosh, Domain.ANY)
            .special(0, 1, 0)
            .special(INF, INF, INF)
            .special(-INF, INF, -INF),
        UnaryRows.row(ElementwiseUnary.TAN, Expr::tan, Math::tan, Domain.INSIDE_ONE)
            .special(0, 0, 1)
            .special(INF, NAN, NAN),
        UnaryRows.row(ElementwiseUnary.ASIN, Expr::asin, Math::asin, Domain.INSIDE_ONE)
            .special(0, 0, 1)
            .special(1, HALF_PI, INF)
            .special(-1, -HALF_PI, INF)
            .special(Math.nextDown(1.0), Math.asin(Math.nextDown(1.0)), 0x1p26)
            .special(2, NAN, NAN),
        UnaryRows.row(ElementwiseUnary.ACOS, Expr::acos, Math::acos, Domain.INSIDE_ONE)
            .special(0, HALF_PI, -1)
            .special(1, 0, -INF)
            .special(-1, Math.PI, -INF)
            .special(2, NAN, NAN),
        UnaryRows.row(ElementwiseUnary.ATAN, Expr::atan, Math::atan, Domain.ANY)
            .special(0, 0, 1)
            .special(INF, HALF_PI, 0)
            .special(-INF, -HALF_PI, 0),
        UnaryRows.row(ElementwiseUnary.FLOOR, Expr::floor, Math::floor, Domain.BETWEEN)
            .special(2, 2, 0)
            .special(-0.5, -1, 0)
            .special(-INF, -INF, 0)
            .special(NAN, NAN, 0),
        UnaryRows.row(ElementwiseUnary.CEIL, Expr::ceil, Math::ceil, Domain.BETWEEN)
            .special(2, 2, 0)
            .special(-0.5, 0, 0)
            .special(INF, INF, 0)
            .special(NAN, NAN, 0),
        UnaryRows.row(ElementwiseUnary.ROUND, Expr::round, Math::rint, Domain.BETWEEN)
            .special(0.5, 0, 0)
            .special(1.5, 2, 0)
            .special(2.5, 2, 0)
            .special(-0.5, 0, 0)
            .special(INF, INF, 0)
            .special(NAN, NAN, 0),
        BinaryRows.row(
                ElementwiseBinary.ATAN2, Expr::atan2, Math::atan2, Domain.NOT_ZERO, Domain.NOT_ZERO)
            .special(0, 0, 0, 0, 0)
            .special(0, 1, 0, 1, 0)
            .special(0, -1, Math.PI, -1, 0)
            .special(1, 0, HALF_PI, 0, -1)
            .special(1e200, 0, HALF_PI, 0, -1e-200)
            .special(NAN, 1, NAN, NAN, NAN),
        BinaryRows.row(
                ElementwiseBinary.HYPOT, Expr::hypot, Math::hypot, Domain.NOT_ZERO, Domain.NOT_ZERO)
            .special(0, 0, 0, 0, 0)
            .special(-0.0, 0, 0, 0, 0)
            .special(3, -4, 5, 0.6, -0.8)
            .special(1e200, 1e200, Math.hypot(1e200, 1e200), Math.sqrt(0.5), Math.sqrt(0.5))
            .special(1e-320, 0, 1e-320, 1, 0)
            .special(INF, NAN, INF, NAN, NAN));
  }

  private static OpRow composed(
      ElementwiseUnary part,
      String title,
      UnaryOperator<Expr> build,
      DoubleUnaryOperator f,
      Domain domain) {
    OpRow row = new OpRow(OpNames.of(part), title, x -> build.apply(x.get(0)), Plain.unary(f));
    return UnaryRows.withShapes(row, domain);
  }

  private static double elu(double alpha, double x) {
    return x > 0 ? x : alpha * Math.expm1(x);
  }

  private static double gelu(double x) {
    return x == -INF ? 0 : x * 0.5 * (1 + erf(x / Math.sqrt(2)));
  }

  /** 2 / sqrt(pi) e^(-x^2) times the sum of 2^n x^(2n+1) / (2n+1)!!, whose terms have one sign. */
  private static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private static Expr x() {
    return Autograd.input("x", 3, 2);
  }
}
