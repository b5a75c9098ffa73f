// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.ejgrad.graph.ShapeMismatchException;

/** The op table's rows of elementwise functions of two matrices, nearly all of which broadcast. */
final class BinaryRows {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private BinaryRows() {}

  static List<OpRow> rows() {
    return List.of(
        broadcasting("graph.Add", "plus", Expr::plus, Double::sum, Domain.ANY, Domain.ANY)
            .special(INF, -INF, NAN, 1, 1),
        row(ElementwiseBinary.MINUS, Expr::minus, (a, b) -> a - b, Domain.ANY, Domain.ANY)
            .special(INF, INF, NAN, 1, -1),
        row(ElementwiseBinary.TIMES, Expr::elementMult, (a, b) -> a * b, Domain.ANY, Domain.ANY)
            .special(0, INF, NAN, INF, 0)
            .special(3, 4, 12, 4, 3),
        row(
                ElementwiseBinary.DIVIDE,
                Expr::elementDiv,
                (a, b) -> a / b,
                Domain.ANY,
                Domain.NOT_ZERO)
            .special(1, 2, 0.5, 0.5, -0.25)
            .special(1, 0, INF, INF, -INF)
            .special(0, 0, NAN, INF, NAN),
        row(ElementwiseBinary.POWER, Expr::elementPower, Math::pow, Domain.POSITIVE, Domain.ANY)
            .special(0, 0, 1, 0, 0)
            .special(0, 1, 0, 1, 0)
            .special(0, 2, 0, 0, 0)
            .special(0, 0.5, 0, INF, 0)
            .special(2, 0, 1, 0, Math.log(2))
            .special(-2, 3, -8, 12, NAN)
            .special(NAN, 0, 1, 0, NAN),
        slope(PowerSlope.IN_BASE, PowerSlope::inBase, (a, b) -> b == 0 ? 0 : b * Math.pow(a, b - 1))
            .special(0, 2, 0, 2, 0)
            .special(0, 1.5, 0, INF, 0)
            .special(0, 1, 1, 0, -INF)
            .special(0, 0.5, INF, -INF, -INF)
            .special(0, 0, 0, 0, INF)
            .special(0, -1, -INF, INF, INF)
            .special(0, NAN, NAN, NAN, NAN)
            .special(4, 0, 0, 0, 0.25)
            .special(-2, 3, 12, -12, NAN),
        slope(
                PowerSlope.IN_EXPONENT,
                (a, b) -> PowerSlope.inExponent(a, b, a.elementPower(b)),
                (a, b) -> a == 0 && b >= 0 ? 0 : Math.pow(a, b) * Math.log(a))
            .special(0, 2, 0, 0, 0)
            .special(0, 1, 0, -INF, 0)
            .special(0, 0.5, 0, -INF, 0)
            .special(0, 0, 0, INF, 0)
            .special(0, -1, -INF, INF, INF)
            .special(1, 0, 0, 1, 0)
            .special(1, 5, 0, 1, 0),
        row(ElementwiseBinary.MAXIMUM, Expr::maximum, Math::max, Domain.APART, Domain.APART)
            .special(2, 2, 2, 0.5, 0.5)
            .special(1, 2, 2, 0, 1)
            .special(2, 1, 2, 1, 0)
            .special(0, -0.0, 0, 0.5, 0.5)
            .special(INF, INF, INF, 0.5, 0.5)
            .special(NAN, 1, NAN, NAN, NAN)
            .special(1, NAN, NAN, NAN, NAN),
        row(ElementwiseBinary.MINIMUM, Expr::minimum, Math::min, Domain.APART, Domain.APART)
            .special(2, 2, 2, 0.5, 0.5)
            .special(1, 2, 1, 1, 0)
            .special(2, 1, 1, 0, 1)
            .special(-INF, -INF, -INF, 0.5, 0.5)
            .special(NAN, 1, NAN, NAN, NAN),
        row(
                ElementwiseBinary.CARRY,
                Expr::carry,
                (a, b) -> a == 0 || b == 0 ? 0 : a * b,
                Domain.NOT_ZERO,
                Domain.ANY)
            .special(0, NAN, 0, NAN, 0)
            .special(0, INF, 0, INF, 0)
            .special(NAN, 0, 0, 0, NAN)
            .special(INF, 0, 0, 0, INF)
            .special(2, 3, 6, 3, 2),
        row(ElementwiseBinary.LESS_THAN, Expr::lessThan, (a, b) -> a < b ? 1 : 0)
            .special(1, 1, 0, 0, 0)
            .special(NAN, 1, 0, 0, 0),
        named(
                ElementwiseBinary.LESS_THAN,
                "greaterThan",
                Expr::greaterThan,
                (a, b) -> a > b ? 1 : 0)
            .special(1, 1, 0, 0, 0),
        row(ElementwiseBinary.LESS_OR_EQUAL, Expr::lessOrEqual, (a, b) -> a <= b ? 1 : 0)
            .special(1, 1, 1, 0, 0)
            .special(NAN, NAN, 0, 0, 0),
        named(
                ElementwiseBinary.LESS_OR_EQUAL,
                "greaterOrEqual",
                Expr::greaterOrEqual,
                (a, b) -> a >= b ? 1 : 0)
            .special(1, 1, 1, 0, 0),
        row(ElementwiseBinary.EQUAL_TO, Expr::equalTo, (a, b) -> a == b ? 1 : 0)
            .special(0, -0.0, 1, 0, 0)
            .special(NAN, NAN, 0, 0, 0)
            .special(INF, INF, 1, 0, 0),
        strict(
                ElementwiseBinary.SAME,
                (a, b) -> a == b || (Double.isNaN(a) && Double.isNaN(b)) ? 1 : 0,
                Domain.APART)
            .special(NAN, NAN, 1, 0, 0)
            .special(2, 2, 1, 0, 0),
        strict(
                ElementwiseBinary.SHARE_OF_MAXIMUM,
                (a, b) -> a > b ? 1 : a < b ? 0 : a == b ? 0.5 : NAN,
                Domain.APART)
            .special(2, 2, 0.5, 0, 0),
        strict(
                ElementwiseBinary.SIGMOID_CROSS_ENTROPY,
                (a, b) -> a > 30 ? a * (1 - b) + Math.exp(-a) : Math.log1p(Math.exp(a)) - a * b,
                Domain.PROBABILITY)
            .special(1000, 0, 1000, 1, -1000)
            .special(-1000, 0, 0, 0, 1000)
            .special(-1000, 1, 1000, -1, 1000)
            .special(1000, 1, 0, 0, -1000)
            .special(0, 0.5, Math.log(2), 0, 0));
  }

  static OpRow row(
      ElementwiseBinary op,
      BinaryOperator<Expr> build,
      DoubleBinaryOperator f,
      Domain a,
      Domain b) {
    return broadcasting(OpNames.of(op), op.label(), build, f, a, b);
  }

  private static OpRow row(
      ElementwiseBinary op, BinaryOperator<Expr> build, DoubleBinaryOperator f) {
    return row(op, build, f, Domain.APART, Domain.APART);
  }

  private static OpRow named(
      ElementwiseBinary op, String label, BinaryOperator<Expr> build, DoubleBinaryOperator f) {
    return broadcasting(OpNames.of(op), label, build, f, Domain.APART, Domain.APART);
  }

  private static OpRow broadcasting(
      String op,
      String label,
      BinaryOperator<Expr> build,
      DoubleBinaryOperator f,
      Domain a,
      Domain b) {
    OpRow row =
        new OpRow(op, label, x -> build.apply(x.get(0), x.get(1)), Plain.binary(f)).on(a, b);
    row.elementwise = true;
    String rule = label + ": rows and columns must be equal or 1, got a='a' %s, b='b' %s, at .*";
    return equalShapes(row)
        .shapes(3, 2, 1, 2)
        .shapes(1, 2, 3, 2)
        .shapes(3, 2, 3, 1)
        .shapes(3, 1, 3, 2)
        .shapes(3, 2, 1, 1)
        .shapes(1, 1, 3, 2)
        .shapes(1, 3, 2, 1)
        .shapes(2, 1, 1, 3)
        .shapes(0, 3, 1, 3)
        .shapes(3, 0, 3, 1)
        .shapes(0, 0, 1, 1)
        .wrong(
            pair(build, 3, 2, 2, 3),
            ShapeMismatchException.class,
            String.format(rule, "3x2", "2x3"))
        .wrong(
            pair(build, 3, 2, 3, 4),
            ShapeMismatchException.class,
            String.format(rule, "3x2", "3x4"))
        .wrong(
            pair(build, 2, 2, 3, 1),
            ShapeMismatchException.class,
            String.format(rule, "2x2", "3x1"))
        .wrong(
            pair(build, 0, 3, 2, 3),
            ShapeMismatchException.class,
            String.format(rule, "0x3", "2x3"))
        .wrong(
            pair(build, 100_000, 1, 1, 100_000),
            ShapeMismatchException.class,
            label + ": .*2147483647.*a='a' 100000x1, b='b' 1x100000, at .*");
  }

  /** A slope is applied to its value too, which here has the shape of a. */
  private static OpRow slope(
      PowerSlope op, BinaryOperator<Expr> build, DoubleBinaryOperator formula) {
    OpRow row =
        new OpRow(OpNames.of(op), "", x -> build.apply(x.get(0), x.get(1)), Plain.binary(formula))
            .on(Domain.POSITIVE, Domain.ANY);
    row.elementwise = true;
    BinaryOperator<Expr> applied = (a, b) -> Expr.apply(op, a, a, b);
    String rule =
        op.label()
            + ": all operands must have the same shape, got slope='a' %1$s, a='a' %1$s, b='b' %2$s.*";
    return equalShapes(row)
        .wrong(
            pair(applied, 3, 2, 2, 3),
            ShapeMismatchException.class,
            String.format(rule, "3x2", "2x3"))
        .wrong(
            pair(applied, 3, 2, 1, 2),
            ShapeMismatchException.class,
            String.format(rule, "3x2", "1x2"))
        .wrong(
            pair(applied, 1, 1, 1, 2),
            ShapeMismatchException.class,
            String.format(rule, "1x1", "1x2"));
  }

  private static OpRow strict(ElementwiseBinary op, DoubleBinaryOperator f, Domain domain) {
    BinaryOperator<Expr> build = (a, b) -> Expr.apply(op, a, b);
    OpRow row =
        new OpRow(OpNames.of(op), "", x -> build.apply(x.get(0), x.get(1)), Plain.binary(f))
            .on(domain == Domain.PROBABILITY ? Domain.ANY : domain, domain);
    row.elementwise = true;
    String rule = op.label() + ": all operands must have the same shape, got a='a' %s, b='b' %s.*";
    return equalShapes(row)
        .wrong(
            pair(build, 3, 2, 2, 3),
            ShapeMismatchException.class,
            String.format(rule, "3x2", "2x3"))
        .wrong(
            pair(build, 3, 2, 1, 2),
            ShapeMismatchException.class,
            String.format(rule, "3x2", "1x2"))
        .wrong(
            pair(build, 1, 1, 1, 2),
            ShapeMismatchException.class,
            String.format(rule, "1x1", "1x2"));
  }

  private static OpRow equalShapes(OpRow row) {
    return row.shapes(1, 1, 1, 1)
        .shapes(1, 3, 1, 3)
        .shapes(3, 1, 3, 1)
        .shapes(3, 2, 3, 2)
        .shapes(0, 3, 0, 3)
        .shapes(0, 0, 0, 0);
  }

  static Supplier<Expr> pair(BinaryOperator<Expr> build, int m, int n, int p, int q) {
    return () -> build.apply(Autograd.input("a", m, n), Autograd.input("b", p, q));
  }
}
