// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** The op table's rows of solves, inverses, determinants and triangular factors. */
final class SolveRows {
  static final Class<ShapeMismatchException> MISMATCH = ShapeMismatchException.class;
  static final Class<OpFailedException> FAILED = OpFailedException.class;

  private static final double[][] SINGULAR = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  private static final double[][] INDEFINITE = {{1, 2, 0}, {2, 1, 0}, {0, 0, 1}};
  private static final double[][] HOLDS_NAN = {{1, 2}, {Double.NaN, 3}};

  private SolveRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(
        solve("ops.Solve", "a b", Expr::solve, a -> a)
            .wrong(pair(Expr::solve, 3, 2, 3, 1), MISMATCH, "solve: .*square.*a='a' 3x2.*, at .*")
            .wrong(pair(Expr::solve, 3, 3, 2, 1), MISMATCH, "solve: .*b='b' 2x1, at .*")
            .wrong(
                run(SINGULAR, a -> a.solve(a)),
                FAILED,
                "(?s)solve.*: the matrix must not be singular, got pivot 2 = .*, at .*")
            .wrong(
                run(HOLDS_NAN, a -> a.solve(a)),
                FAILED,
                "(?s)solve.*: .*finite numbers, got NaN at .1, 0.; .*, at .*"));
    rows.add(solve("ops.Solve", "a' b", (a, b) -> a.transpose().solve(b), Plain::flipped));
    rows.add(
        square("ops.Factorization.LU", "invert", Expr::invert, PlainLinear::inverse)
            .wrong(one(Expr::invert, 2, 3), MISMATCH, "invert: .*square.*a='x' 2x3, at .*")
            .wrong(one(SolveRows::lu, 2, 3), MISMATCH, "solve: .*square.*, at .*")
            .wrong(run(SINGULAR, Expr::invert), FAILED, "(?s)invert.*: .*singular.*, at .*")
            .wrong(run(HOLDS_NAN, Expr::invert), FAILED, "(?s)invert.*: .*finite.*, at .*"));
    determinants(rows);
    for (Triangle triangle : Triangle.values()) {
      triangular(rows, triangle);
    }
    symmetric(rows);
    rows.add(
        square("ops.Diagonal.Extracted", "trace", Expr::trace, a -> scalar(traceOf(a)))
            .wrong(one(Expr::trace, 2, 3), MISMATCH, "trace: .*square.*a='x' 2x3, at .*")
            .wrong(one(Expr::trace, 3, 1), MISMATCH, "trace: .*square.*a='x' 3x1, at .*")
            .wrong(one(Expr::trace, 0, 2), MISMATCH, "trace: .*square.*a='x' 0x2, at .*"));
    rows.get(rows.size() - 1).inDouble = false;
    return rows;
  }

  private static void determinants(List<OpRow> rows) {
    rows.add(
        square(
                "ops.Determinant.DETERMINANT",
                "",
                Expr::determinant,
                a -> scalar(PlainLinear.determinant(a)))
            .wrong(one(Expr::determinant, 2, 3), MISMATCH, "determinant: .*square.*2x3, at .*")
            .wrong(one(Expr::determinant, 0, 1), MISMATCH, "determinant: .*square.*0x1, at .*")
            .wrong(run(HOLDS_NAN, Expr::determinant), FAILED, "(?s)determinant.*finite.*, at .*"));
    rows.add(
        square(
                "ops.Determinant.LOG_DETERMINANT",
                "",
                x -> x.negative().logDeterminant(),
                a -> scalar(Math.log(Math.abs(PlainLinear.determinant(a)))))
            .wrong(one(Expr::logDeterminant, 2, 3), MISMATCH, "logDeterminant: .*2x3, at .*")
            .wrong(
                run(SINGULAR, Expr::logDeterminant),
                FAILED,
                "(?s)logDeterminant.*: .*singular, got pivot 2 .*, at .*")
            .wrong(
                run(HOLDS_NAN, Expr::logDeterminant),
                FAILED,
                "(?s)logDeterminant.*finite.*, at .*"));
    rows.add(
        square(
            "ops.CofactorMatrix",
            "",
            x -> CofactorMatrix.apply(Note.of("determinant"), x, lu(x)),
            a -> Plain.matrix(a.numRows, a.numRows, (i, j) -> PlainLinear.cofactor(a, i, j))));
  }

  private static void triangular(List<OpRow> rows, Triangle triangle) {
    UnaryOperator<DMatrixRMaj> read =
        a ->
            Plain.matrix(
                a.numRows,
                a.numCols,
                (i, j) ->
                    i == j
                        ? triangle.unit ? 1 : a.get(i, j)
                        : (i > j) == triangle.lower ? a.get(i, j) : 0);
    BinaryOperator<Expr> build = (a, b) -> a.solveTriangular(triangle, b);
    rows.add(
        solve("ops.SolveTriangular", triangle.name(), build, read)
            .wrong(pair(build, 3, 2, 3, 1), MISMATCH, "solveTriangular.*square.*3x2.*, at .*")
            .wrong(pair(build, 3, 3, 2, 1), MISMATCH, "solveTriangular.*a.rows.*2x1, at .*"));
    OpRow flagged =
        solve(
            "ops.SolveTriangular",
            triangle + ", transposed",
            (a, b) -> Expr.apply(new SolveTriangular(triangle, true, 0, Note.of("t")), a, b),
            a -> Plain.flipped(read.apply(a)));
    if (!triangle.unit) {
      flagged.wrong(
          run(new double[][] {{1, 0}, {0, 0}}, a -> a.solveTriangular(triangle, a)),
          FAILED,
          "(?s)solveTriangular.*diagonal may be 0, got 0 at .1, 1.; .*, at .*");
    }
    rows.add(flagged);
  }

  private static void symmetric(List<OpRow> rows) {
    rows.add(
        square("ops.Cholesky", "", Expr::cholesky, PlainLinear::cholesky)
            .wrong(one(Expr::cholesky, 2, 3), MISMATCH, "cholesky: .*square.*x='x' 2x3, at .*")
            .wrong(
                run(INDEFINITE, Expr::cholesky),
                FAILED,
                "(?s)cholesky.*positive definite, got pivot 1 = -3.0 where a_ii = 1.0; .*, at .*")
            .wrong(
                run(new double[][] {{4, 2, 2}, {2, 5, 3}, {2, 3, 1}}, Expr::cholesky),
                FAILED,
                "(?s)cholesky.*positive definite, got pivot 2 = -1.0 where a_ii = 1.0; .*, at .*")
            .wrong(
                run(new double[][] {{1, 1}, {1, 1}}, Expr::cholesky),
                FAILED,
                "(?s)cholesky.*positive definite, got pivot 1 = 0.0 .*, at .*")
            .wrong(run(HOLDS_NAN, Expr::cholesky), FAILED, "(?s)cholesky.*finite.*, at .*"));
    rows.add(
        square(
                "ops.Cholesky",
                "logDeterminantSPD",
                Expr::logDeterminantSPD,
                a -> scalar(Math.log(PlainLinear.determinant(PlainLinear.symmetric(a)))))
            .wrong(one(Expr::logDeterminantSPD, 2, 3), MISMATCH, "logDeterminantSPD: .*, at .*"));
    rows.add(
        solve("ops.SolveSpd", "", Expr::solveSPD, PlainLinear::symmetric)
            .wrong(pair(Expr::solveSPD, 3, 2, 3, 1), MISMATCH, "solveSPD: .*square.*, at .*")
            .wrong(pair(Expr::solveSPD, 3, 3, 2, 1), MISMATCH, "solveSPD: a.rows.*, at .*")
            .wrong(
                run(INDEFINITE, a -> a.solveSPD(a)),
                FAILED,
                "(?s)solveSPD.*definite, got pivot 1 = -3.0 .*, at .*"));
    rows.add(
        square(
                "ops.SolveSpd",
                "invertSPD",
                Expr::invertSPD,
                a -> PlainLinear.inverse(PlainLinear.symmetric(a)))
            .wrong(one(Expr::invertSPD, 2, 3), MISMATCH, "invertSPD: .*square.*, at .*"));
  }

  private static Expr lu(Expr a) {
    return Factorization.LU.of(a, "solve");
  }

  /** op(a)^-1 b, where op is what the method reads of a. */
  private static OpRow solve(
      String op, String title, BinaryOperator<Expr> build, UnaryOperator<DMatrixRMaj> read) {
    return new OpRow(
            op,
            title,
            x -> build.apply(x.get(0), x.get(1)),
            x -> Plain.product(PlainLinear.inverse(read.apply(x.get(0))), x.get(1)))
        .on(Domain.DOMINANT, Domain.ANY)
        .factorization()
        .shapes(1, 1, 1, 1)
        .shapes(2, 2, 2, 2)
        .shapes(3, 3, 3, 1)
        .shapes(3, 3, 3, 3)
        .shapes(4, 4, 4, 2)
        .shapes(2, 2, 2, 0)
        .shapes(0, 0, 0, 3);
  }

  static OpRow square(
      String op, String title, UnaryOperator<Expr> build, UnaryOperator<DMatrixRMaj> formula) {
    return new OpRow(op, title, x -> build.apply(x.get(0)), x -> formula.apply(x.get(0)))
        .on(Domain.DOMINANT)
        .factorization()
        .shapes(1, 1)
        .shapes(2, 2)
        .shapes(3, 3)
        .shapes(4, 4)
        .shapes(0, 0);
  }

  static DMatrixRMaj scalar(double value) {
    return Plain.matrix(1, 1, (i, j) -> value);
  }

  private static double traceOf(DMatrixRMaj a) {
    double sum = 0;
    for (int i = 0; i < a.numRows; i++) {
      sum += a.get(i, i);
    }
    return sum;
  }

  static Supplier<Expr> one(UnaryOperator<Expr> build, int rows, int cols) {
    return () -> build.apply(Autograd.input("x", rows, cols));
  }

  static Supplier<Expr> pair(BinaryOperator<Expr> build, int m, int n, int p, int q) {
    return BinaryRows.pair(build, m, n, p, q);
  }

  /** Builds and runs. */
  static Supplier<Expr> run(double[][] a, Function<Expr, Expr> build) {
    return () -> {
      Expr y = build.apply(Autograd.constant(a));
      return Autograd.constant(y.evaluate());
    };
  }
}
