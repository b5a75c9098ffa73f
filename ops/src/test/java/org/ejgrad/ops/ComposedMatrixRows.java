// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.ComposedRow.at;
import static org.ejgrad.ops.ComposedRows.one;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.ComposedRow.At;

/** Composed methods of linear algebra, norms and spreads. */
final class ComposedMatrixRows {
  private static final Domain REGULAR = Domain.DOMINANT;

  private ComposedMatrixRows() {}

  static List<ComposedRow> rows() {
    return List.of(
        new ComposedRow("Expr.solve(Expr)", x -> x.get(0).solve(x.get(1)))
            .argument("a", REGULAR, 3, 3, s -> outerNegated(s, s.a().transpose().solve(s.yBar())))
            .argument("b", Domain.ANY, 3, 2, s -> s.a().transpose().solve(s.yBar())),
        new ComposedRow("Expr.solveSPD(Expr)", x -> x.get(0).solveSPD(x.get(1)))
            .argument("a", REGULAR, 3, 3, s -> symmetric(outerNegated(s, s.a().solveSPD(s.yBar()))))
            .argument("b", Domain.ANY, 3, 2, s -> s.a().solveSPD(s.yBar())),
        new ComposedRow("Expr.leastSquares(Expr)", x -> x.get(0).leastSquares(x.get(1)))
            .argument(
                "a",
                REGULAR,
                4,
                2,
                s -> {
                  Expr w = normalSolution(s);
                  Expr rest = s.b().minus(s.a().mult(s.y()));
                  return rest.mult(w.transpose()).minus(s.a().mult(w).mult(s.y().transpose()));
                })
            .argument("b", Domain.ANY, 4, 3, s -> s.a().mult(normalSolution(s))),
        square(
            "invert()",
            Expr::invert,
            s -> s.y().transpose().mult(s.yBar()).mult(s.y().transpose()).negative()),
        square(
            "invertSPD()",
            Expr::invertSPD,
            s -> s.y().mult(symmetric(s.yBar())).mult(s.y()).negative()),
        square(
            "logDeterminantSPD()",
            Expr::logDeterminantSPD,
            s -> s.yBar().elementMult(s.a().invertSPD())),
        square(
            "trace()",
            Expr::trace,
            s -> Autograd.constant(1).broadcast(Shape.of(3, 1)).diag().elementMult(s.yBar())),
        square("matrixExp(double)", x -> x.matrixExp(5), ComposedMatrixRows::exponentialSlope)
            .with("largestNorm = 5"),
        one("Expr.normF()", Expr::normF, s -> s.yBar().elementMult(s.a()).elementDiv(s.y()))
            .kink("0 at the matrix of zeros", at(0, 0), 0, 0),
        one("Expr.normCols()", Expr::normCols, s -> s.yBar().elementMult(s.a()).elementDiv(s.y()))
            .kink("0 in a column of zeros", at(0, -3), 0, -1),
        one(
                "Expr.normP1()",
                Domain.NOT_ZERO,
                Expr::normP1,
                s -> slopeOfLargest(s, s.a().abs().sumCols()))
            .kink("shared evenly by the largest columns, 0 at 0", at(2, -2, 0), 0.5, -0.5, 0),
        one(
                "Expr.normPInf()",
                Domain.NOT_ZERO,
                Expr::normPInf,
                s -> slopeOfLargest(s, s.a().abs().sumRows()))
            .kink("0 at 0, and shared evenly by the largest rows", at(1, -2, 0), 1, -1, 0),
        new ComposedRow("Expr.normP2()", x -> x.get(0).normP2())
            .argument(
                "x",
                REGULAR,
                4,
                2,
                s -> {
                  Expr u = s.a().leftSingularVectors().extractMatrix(0, 4, 0, 1);
                  Expr v = s.a().rightSingularVectors().extractMatrix(0, 2, 0, 1);
                  return s.yBar().elementMult(u.outer(v));
                })
            .kink("0 at the matrix of zeros", at(0, 0), 0, 0),
        spread("variance", x -> x.variance(Population.SAMPLE), s -> variance(s, s.a().mean(), 5)),
        spread(
            "varianceRows",
            x -> x.varianceRows(Population.SAMPLE),
            s -> variance(s, s.a().meanRows(), 1)),
        spread(
            "varianceCols",
            x -> x.varianceCols(Population.SAMPLE),
            s -> variance(s, s.a().meanCols(), 2)),
        spread(
                "standardDeviation",
                x -> x.standardDeviation(Population.SAMPLE),
                s -> deviation(s, s.a().mean(), 5))
            .kink("0 where all are equal", at(3, 3), 0, 0),
        spread(
                "standardDeviationRows",
                x -> x.standardDeviationRows(Population.SAMPLE),
                s -> deviation(s, s.a().meanRows(), 1))
            .kink("0 in a row of equals", at(3, 3), 0, 0),
        new ComposedRow(
                "Expr.standardDeviationCols(Population)",
                x -> x.get(0).standardDeviationCols(Population.WHOLE))
            .argument("x", Domain.DISTINCT, 3, 2, s -> deviation(s, s.a().meanCols(), 3))
            .with("population = WHOLE")
            .kink("0 in a column of equals", at(3, 4), 0, 0));
  }

  private static ComposedRow square(
      String signature, UnaryOperator<Expr> build, Function<At, Expr> cotangent) {
    return new ComposedRow("Expr." + signature, x -> build.apply(x.get(0)))
        .argument("a", REGULAR, 3, 3, cotangent);
  }

  private static ComposedRow spread(
      String name, UnaryOperator<Expr> build, Function<At, Expr> cotangent) {
    return one("Expr." + name + "(Population)", Domain.DISTINCT, build, cotangent)
        .with("population = SAMPLE");
  }

  private static Expr outerNegated(At s, Expr bBar) {
    return bBar.mult(s.y().transpose()).negative();
  }

  private static Expr symmetric(Expr a) {
    return a.plus(a.transpose()).scale(0.5);
  }

  /** (a' a)^-1 yBar. */
  private static Expr normalSolution(At s) {
    return s.a().transpose().mult(s.a()).solve(s.yBar());
  }

  /** The upper right block of e^[[a', yBar], [0, a']] (Higham, "Functions of Matrices", 2008). */
  private static Expr exponentialSlope(At s) {
    Expr a = s.a().transpose();
    Expr above = Expr.concatColumns(a, s.yBar());
    Expr below = Expr.concatColumns(a.scale(0), a);
    return Expr.concatRows(above, below).matrixExp(20).extractMatrix(0, 3, 3, 6);
  }

  private static Expr slopeOfLargest(At s, Expr sums) {
    Expr share = ComposedRows.share(sums.equalTo(s.y()));
    return s.yBar().elementMult(share).elementMult(s.a().sign());
  }

  private static Expr variance(At s, Expr mean, int divisor) {
    return s.yBar().elementMult(s.a().minus(mean)).scale(2).divide(divisor);
  }

  private static Expr deviation(At s, Expr mean, int divisor) {
    return s.yBar().elementMult(s.a().minus(mean)).elementDiv(s.y().scale(divisor));
  }
}
