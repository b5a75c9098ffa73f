// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.ComposedRow.at;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.ComposedRow.At;

/** The methods that are composed of others, with their derivatives in closed form. */
final class ComposedRows {
  private static final Shape SHAPE = Shape.of(3, 2);

  private ComposedRows() {}

  static List<ComposedRow> rows() {
    return Stream.of(
            elementwise(),
            comparisons(),
            reductions(),
            losses(),
            ComposedMatrixRows.rows(),
            ComposedShapeRows.rows(),
            ComposedStructureRows.rows())
        .flatMap(List::stream)
        .toList();
  }

  static ComposedRow one(
      String method, Domain domain, UnaryOperator<Expr> build, Function<At, Expr> cotangent) {
    return new ComposedRow(method, x -> build.apply(x.get(0)))
        .argument("x", domain, SHAPE.rows(), SHAPE.cols(), cotangent);
  }

  static ComposedRow one(String method, UnaryOperator<Expr> build, Function<At, Expr> cotangent) {
    return one(method, Domain.ANY, build, cotangent);
  }

  private static List<ComposedRow> elementwise() {
    return List.of(
        one("Expr.logSigmoid()", Expr::logSigmoid, s -> s.yBar().elementMult(negated(s).sigmoid())),
        one(
            "Expr.gelu()",
            Expr::gelu,
            s -> {
              Expr x = s.a();
              Expr below = x.scale(Math.sqrt(0.5)).erf().plus(1).scale(0.5);
              Expr density = x.square().scale(-0.5).elementExp().scale(1 / Math.sqrt(2 * Math.PI));
              return s.yBar().elementMult(below.plus(x.elementMult(density)));
            }),
        one(
            "Expr.silu()",
            Expr::silu,
            s -> {
              Expr rest = s.a().elementMult(negated(s).sigmoid()).plus(1);
              return s.yBar().elementMult(s.a().sigmoid()).elementMult(rest);
            }),
        one(
                "Expr.elu(double)",
                Domain.NOT_ZERO,
                x -> x.elu(1.5),
                s ->
                    s.a()
                        .greaterThan(0)
                        .select(s.yBar(), s.yBar().elementMult(s.a().elementExp().scale(1.5))))
            .with("alpha = 1.5")
            .kink("alpha at 0, the slope from below", at(0, -0.0), 1.5, 1.5));
  }

  private static List<ComposedRow> comparisons() {
    return List.of(
        withNumber("lessThan", x -> x.lessThan(0.25)),
        withNumber("lessOrEqual", x -> x.lessOrEqual(0.25)),
        withNumber("greaterThan", x -> x.greaterThan(0.25)),
        withNumber("greaterOrEqual", x -> x.greaterOrEqual(0.25)),
        withNumber("equalTo", x -> x.equalTo(0.25)),
        ofTwo("greaterThan", Expr::greaterThan),
        ofTwo("greaterOrEqual", Expr::greaterOrEqual));
  }

  private static ComposedRow withNumber(String name, UnaryOperator<Expr> build) {
    return new ComposedRow("Expr." + name + "(double)", x -> build.apply(x.get(0)))
        .argument("x", Domain.APART, SHAPE.rows(), SHAPE.cols())
        .with("c = 0.25");
  }

  private static ComposedRow ofTwo(String name, BinaryOperator<Expr> build) {
    return new ComposedRow("Expr." + name + "(Expr)", x -> build.apply(x.get(0), x.get(1)))
        .argument("a", Domain.APART, SHAPE.rows(), SHAPE.cols())
        .argument("b", Domain.APART, 1, SHAPE.cols());
  }

  private static List<ComposedRow> reductions() {
    return List.of(
        new ComposedRow("Expr.dot(Expr)", x -> x.get(0).dot(x.get(1)))
            .argument("a", Domain.ANY, 3, 2, s -> s.yBar().elementMult(s.b()))
            .argument("b", Domain.ANY, 3, 2, s -> s.yBar().elementMult(s.a())),
        one("Expr.elementSum()", Expr::elementSum, s -> s.yBar().broadcast(SHAPE)),
        one("Expr.sumRows()", Expr::sumRows, s -> s.yBar().broadcast(SHAPE)),
        one("Expr.sumCols()", Expr::sumCols, s -> s.yBar().broadcast(SHAPE)),
        one("Expr.mean()", Expr::mean, s -> s.yBar().divide(6).broadcast(SHAPE)),
        one("Expr.meanRows()", Expr::meanRows, s -> s.yBar().divide(2).broadcast(SHAPE)),
        one("Expr.meanCols()", Expr::meanCols, s -> s.yBar().divide(3).broadcast(SHAPE)),
        one(
            "Expr.logSumExp()",
            Expr::logSumExp,
            s -> s.yBar().elementMult(s.a().minus(s.y()).elementExp())),
        one(
                "Expr.elementSumAbs()",
                Domain.NOT_ZERO,
                Expr::elementSumAbs,
                s -> s.yBar().elementMult(s.a().sign()))
            .kink("0 at 0", at(0, -2), 0, -1),
        one(
                "Expr.elementMaxAbs()",
                Domain.DISTINCT,
                Expr::elementMaxAbs,
                s -> {
                  Expr largest = s.a().abs().equalTo(s.y());
                  return s.yBar().elementMult(share(largest)).elementMult(s.a().sign());
                })
            .kink("shared evenly by equals", at(2, -2, 1), 0.5, -0.5, 0)
            .kink("0 at the matrix of zeros", at(0, 0), 0, 0));
  }

  private static List<ComposedRow> losses() {
    return List.of(
        loss("sumOfSquaredResiduals", Losses::sumOfSquaredResiduals, s -> residual(s).scale(2)),
        loss("meanSquaredError", Losses::meanSquaredError, s -> residual(s).scale(2).divide(6)),
        loss("meanAbsoluteError", Losses::meanAbsoluteError, s -> residual(s).sign().divide(6))
            .kink("0 where they are equal", at(1, 3), at(1, 1), at(0, 0.5), 0, -0.5),
        huber(),
        new ComposedRow(
                "Losses.binaryCrossEntropy(Expr, Expr)",
                x -> Losses.binaryCrossEntropy(x.get(0), x.get(1)))
            .argument(
                "logits",
                Domain.ANY,
                3,
                2,
                s -> s.yBar().elementMult(s.a().sigmoid().minus(s.b())).divide(6))
            .argument(
                "targets",
                Domain.PROBABILITY,
                3,
                2,
                s -> s.yBar().elementMult(negated(s)).divide(6)),
        new ComposedRow(
                "Losses.softmaxCrossEntropy(Expr, Expr)",
                x -> Losses.softmaxCrossEntropy(x.get(0), x.get(1)))
            .argument("logits", Domain.ANY, 3, 2, s -> softmaxSlope(s, s.b()))
            .argument(
                "oneHot",
                Domain.PROBABILITY,
                3,
                2,
                s -> s.yBar().elementMult(s.a().logSoftmaxRows()).divide(-3)),
        new ComposedRow(
                "Losses.softmaxCrossEntropyFromLabels(Expr, Expr)",
                x -> Losses.softmaxCrossEntropyFromLabels(x.get(0), x.get(1)))
            .argument("logits", Domain.ANY, 3, 3, s -> softmaxSlope(s, s.b().oneHot(3)))
            .argument("labels", Domain.INDEX, 3, 1));
  }

  private static ComposedRow loss(
      String name, BinaryOperator<Expr> build, Function<At, Expr> slope) {
    return new ComposedRow("Losses." + name + "(Expr, Expr)", x -> build.apply(x.get(0), x.get(1)))
        .argument("prediction", Domain.APART, 3, 2, s -> s.yBar().elementMult(slope.apply(s)))
        .argument(
            "target", Domain.APART, 3, 2, s -> s.yBar().negative().elementMult(slope.apply(s)));
  }

  private static ComposedRow huber() {
    return new ComposedRow(
            "Losses.huber(Expr, Expr, double)", x -> Losses.huber(x.get(0), x.get(1), 1.2))
        .argument("prediction", Domain.APART, 3, 2, ComposedRows::huberSlope)
        .argument("target", Domain.APART, 3, 2, s -> huberSlope(s).negative())
        .with("delta = 1.2")
        .kink(
            "slope delta where |r| is delta: only the second derivative jumps, from 1 to 0",
            at(1.2, -1.2),
            at(0, 0),
            at(0.6, -0.6),
            -0.6,
            0.6);
  }

  private static Expr huberSlope(At s) {
    return s.yBar().elementMult(residual(s).clip(-1.2, 1.2)).divide(6);
  }

  private static Expr softmaxSlope(At s, Expr targets) {
    Expr expected = s.a().softmaxRows().elementMult(targets.sumRows());
    return s.yBar().elementMult(expected.minus(targets)).divide(3);
  }

  private static Expr residual(At s) {
    return s.a().minus(s.b());
  }

  private static Expr negated(At s) {
    return s.a().negative();
  }

  /** 1 / k for each of k that are 1, otherwise 0. */
  static Expr share(Expr chosen) {
    return chosen.elementDiv(chosen.elementSum());
  }
}
