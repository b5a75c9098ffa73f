// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.SolveRows.FAILED;
import static org.ejgrad.ops.SolveRows.MISMATCH;
import static org.ejgrad.ops.SolveRows.one;
import static org.ejgrad.ops.SolveRows.pair;
import static org.ejgrad.ops.SolveRows.run;
import static org.ejgrad.ops.SolveRows.square;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;

/** The op table's rows of QR, eigenvalues, singular values and what is made of them. */
final class SpectralRows {
  private static final double[][] HOLDS_INFINITY = {{1, 2}, {Double.POSITIVE_INFINITY, 3}};
  private static final double[][] DEPENDENT = {{1, 2}, {2, 4}, {3, 6}};
  private static final Expr ONES = Autograd.constant(Plain.matrix(3, 3, (i, j) -> 1));

  private SpectralRows() {}

  static List<OpRow> rows() {
    return List.of(
        tall("ops.FactorPart.QR_Q", "", Expr::qrQ, PlainLinear::orthonormal)
            .wrong(
                one(Expr::qrQ, 2, 3), MISMATCH, "qrQ: a.rows must be >= a.cols.*a='x' 2x3, at .*")
            .wrong(
                one(Expr::qrQ, 0, 1), MISMATCH, "qrQ: a.rows must be >= a.cols.*a='x' 0x1, at .*")
            .wrong(run(HOLDS_INFINITY, Expr::qrQ), FAILED, "(?s)qrQ.*got Infinity at .1, 0.*"),
        refusing(
            "qrR", Expr::qrR, tall("ops.FactorPart.QR_R", "", Expr::qrR, SpectralRows::triangle)),
        refusing(
            "qrQ",
            SpectralRows::factorsAgain,
            tall("ops.Factorization.QR", "q r", SpectralRows::factorsAgain, a -> a)),
        leastSquares("ops.Factorization.FULL_RANK_QR", "leastSquares"),
        leastSquares("ops.LeastSquares", ""),
        refusing(
            "symmetricEigenvalues",
            Expr::symmetricEigenvalues,
            square(
                "ops.FactorPart.EIGENVALUES",
                "",
                Expr::symmetricEigenvalues,
                a -> PlainLinear.eigen(a).values())),
        refusing(
            "symmetricEigenvectors",
            Expr::symmetricEigenvectors,
            square(
                "ops.FactorPart.EIGENVECTORS",
                "",
                Expr::symmetricEigenvectors,
                a -> PlainLinear.eigen(a).vectors())),
        square(
                "ops.Factorization.EIGEN",
                "v w v'",
                SpectralRows::symmetricAgain,
                PlainLinear::symmetric)
            .wrong(
                one(Expr::symmetricEigenvalues, 2, 3),
                MISMATCH,
                "symmetricEigenvalues: .*square.*a='x' 2x3, at .*")
            .wrong(
                one(Expr::symmetricEigenvectors, 2, 3),
                MISMATCH,
                "symmetricEigenvectors: .*square.*a='x' 2x3, at .*")
            .wrong(
                run(HOLDS_INFINITY, Expr::symmetricEigenvalues),
                FAILED,
                "(?s)symmetricEigenvalues.*got Infinity at .1, 0.*, at .*"),
        wide(
            "ops.FactorPart.SINGULAR_VALUES",
            Expr::singularValues,
            a -> PlainLinear.left(a).values()),
        refusing(
            "leftSingularVectors",
            Expr::leftSingularVectors,
            wide(
                "ops.FactorPart.LEFT_SINGULAR_VECTORS",
                Expr::leftSingularVectors,
                a -> PlainLinear.left(a).vectors())),
        refusing(
            "rightSingularVectors",
            Expr::rightSingularVectors,
            wide(
                "ops.FactorPart.RIGHT_SINGULAR_VECTORS",
                Expr::rightSingularVectors,
                PlainLinear::right)),
        refusing(
            "(left|right)?[sS]ingularV",
            SpectralRows::again,
            wide("ops.Factorization.SVD", SpectralRows::again, a -> a)),
        refusing(
            "pseudoInverse",
            Expr::pseudoInverse,
            wide("ops.PseudoInverse", Expr::pseudoInverse, PlainLinear::pseudoInverse)),
        gaps(GapQuotients.Kind.VALUES),
        gaps(GapQuotients.Kind.SQUARES_TIMES_B),
        gaps(GapQuotients.Kind.SQUARES_TIMES_A),
        gaps(GapQuotients.Kind.FROM_ZERO).shapes(3, 1, 5, 3),
        spectralNorm(),
        exponential());
  }

  private static DMatrixRMaj triangle(DMatrixRMaj a) {
    DMatrixRMaj r = Plain.product(Plain.flipped(PlainLinear.orthonormal(a)), a);
    return Plain.matrix(r.numRows, r.numCols, (i, j) -> i > j ? 0 : r.get(i, j));
  }

  /** What all of them refuse: elements that are not finite, named by their place. */
  private static OpRow refusing(String method, UnaryOperator<Expr> build, OpRow row) {
    double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double element : bad) {
      row.wrong(
          run(new double[][] {{1, 2}, {element, 3}}, build),
          FAILED,
          "(?s)" + method + ".*must hold finite numbers, got " + element + " at .1, 0.; .*, at .*");
    }
    return row;
  }

  private static Expr factorsAgain(Expr x) {
    return x.qrQ().mult(x.qrR());
  }

  private static Expr symmetricAgain(Expr x) {
    Expr v = x.symmetricEigenvectors();
    return v.elementMult(x.symmetricEigenvalues().transpose()).mult(v.transpose());
  }

  private static Expr again(Expr x) {
    Expr u = x.leftSingularVectors();
    Expr scaled = u.elementMult(x.singularValues().transpose());
    return scaled.mult(x.rightSingularVectors().transpose());
  }

  private static OpRow leastSquares(String op, String title) {
    return new OpRow(
            op,
            title,
            x -> x.get(0).leastSquares(x.get(1)),
            x -> Plain.product(PlainLinear.pseudoInverse(x.get(0)), x.get(1)))
        .on(Domain.DOMINANT, Domain.ANY)
        .factorization()
        .shapes(1, 1, 1, 1)
        .shapes(3, 1, 3, 1)
        .shapes(4, 2, 4, 3)
        .shapes(3, 3, 3, 3)
        .shapes(5, 3, 5, 1)
        .wrong(
            pair(Expr::leastSquares, 2, 3, 2, 1),
            MISMATCH,
            "leastSquares: a.rows must be >= a.cols, got a='a' 2x3, b='b' 2x1, at .*")
        .wrong(
            pair(Expr::leastSquares, 3, 2, 2, 1),
            MISMATCH,
            "leastSquares: a.rows must equal b.rows, got a='a' 3x2, b='b' 2x1, at .*")
        .wrong(
            run(DEPENDENT, a -> a.leastSquares(a)),
            FAILED,
            "(?s)leastSquares.*columns must be independent, got column 1, .*, at .*")
        .wrong(
            run(new double[][] {{0}, {0}}, a -> a.leastSquares(a)),
            FAILED,
            "(?s)leastSquares.*columns must be independent, got column 0, which is 0; .*, at .*");
  }

  /** Distances of at least 0.4, so that third derivatives stay below a thousand. */
  private static OpRow gaps(GapQuotients.Kind kind) {
    boolean fromZero = kind == GapQuotients.Kind.FROM_ZERO;
    double[][] near = {{1}, {3}, {fromZero ? 0 : 3}};
    return new OpRow(
            "ops.GapQuotients",
            kind.name(),
            x -> quotients(kind, x.get(0).scale(2).plus(5), x.get(1)),
            x ->
                Plain.matrix(
                    x.get(1).numRows,
                    x.get(1).numCols,
                    (i, j) -> {
                      double b = 5 + 2 * x.get(0).get(j);
                      if (fromZero) {
                        return x.get(1).get(i, j) / b;
                      }
                      double a = 5 + 2 * x.get(0).get(i);
                      double gap =
                          switch (kind) {
                            case VALUES, FROM_ZERO -> b - a;
                            case SQUARES_TIMES_B -> (b * b - a * a) / b;
                            case SQUARES_TIMES_A -> (b * b - a * a) / a;
                          };
                      return i == j ? 0 : x.get(1).get(i, j) / gap;
                    }))
        .on(Domain.DISTINCT, Domain.NOT_ZERO)
        .shapes(1, 1, 1, 1)
        .shapes(2, 1, 2, 2)
        .shapes(4, 1, 4, 4)
        .shapes(0, 1, 0, 0)
        .wrong(
            run(near, x -> quotients(kind, x, ONES)),
            FAILED,
            fromZero
                ? "(?s)vectors.*derivative needs .* not 0, got value 2 = 0.0; .*"
                : "(?s)vectors.*derivative needs .*value 1 = 3.0 and value 2 = 3.0; .*")
        .wrong(
            run(new double[][] {{1}, {Double.NaN}, {2}}, x -> quotients(kind, x, ONES)),
            FAILED,
            "(?s)vectors.*derivative needs .*NaN.*");
  }

  private static Expr quotients(GapQuotients.Kind kind, Expr values, Expr p) {
    boolean fromZero = kind == GapQuotients.Kind.FROM_ZERO;
    Expr a = fromZero ? Autograd.constant(new DMatrixRMaj(p.rows(), 1)) : values;
    return Expr.apply(new GapQuotients(kind, Note.of("vectors")), a, values, p, p);
  }

  private static OpRow spectralNorm() {
    return new OpRow(
            "ops.FactorPart.SINGULAR_VALUES",
            "normP2",
            x -> x.get(0).normP2(),
            x -> SolveRows.scalar(PlainLinear.left(x.get(0)).values().get(0)))
        .on(Domain.DOMINANT)
        .factorization()
        .shapes(1, 1)
        .shapes(2, 2)
        .shapes(4, 4)
        .shapes(4, 2)
        .shapes(2, 4)
        .shapes(1, 3)
        .special(0, 0, 0)
        .special(-0.0, 0, 0)
        .special(-2, 2, -1)
        .wrong(one(Expr::normP2, 0, 3), MISMATCH, "normP2: .*rows and columns.*0x3, at .*")
        .wrong(one(Expr::normP2, 3, 0), MISMATCH, "normP2: .*rows and columns.*3x0, at .*")
        .wrong(
            run(HOLDS_INFINITY, Expr::normP2),
            FAILED,
            "(?s)normP2.*got Infinity at .1, 0.*, at .*");
  }

  private static OpRow exponential() {
    UnaryOperator<Expr> exp = x -> x.scale(0.5).matrixExp(6);
    return square(
            "ops.NormAtMost",
            "matrixExp",
            exp,
            a ->
                PlainLinear.exponential(
                    Plain.matrix(a.numRows, a.numCols, (i, j) -> a.get(i, j) / 2)))
        .wrong(one(exp, 2, 3), MISMATCH, "matrixExp: .*square.*a=.* 2x3, at .*")
        .wrong(
            one(x -> x.matrixExp(0), 2, 2),
            IllegalArgumentException.class,
            "matrixExp: largestNorm must be > 0 and finite, got 0.0, at .*")
        .wrong(
            run(new double[][] {{1, 2}, {1, -3}}, x -> x.matrixExp(4.5)),
            FAILED,
            "(?s)matrixExp.*at most the stated 4.5, got 5.0 in column 1; .*, at .*")
        .wrong(
            run(new double[][] {{Double.NaN}}, x -> x.matrixExp(1)),
            FAILED,
            "(?s)matrixExp.*must hold finite numbers, got NaN at .0, 0.; .*, at .*");
  }

  private static OpRow tall(
      String op, String title, UnaryOperator<Expr> build, UnaryOperator<DMatrixRMaj> formula) {
    return square(op, title, build, formula).shapes(3, 1).shapes(4, 2).shapes(5, 3).shapes(2, 0);
  }

  private static OpRow wide(
      String op, UnaryOperator<Expr> build, UnaryOperator<DMatrixRMaj> formula) {
    return tall(op, "", build, formula).shapes(1, 3).shapes(2, 4).shapes(3, 5).shapes(0, 2);
  }
}
