// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** The op table's rows of products, of changes of shape, and of selection. */
final class MatrixRows {
  private static final Class<ShapeMismatchException> MISMATCH = ShapeMismatchException.class;

  private MatrixRows() {}

  static List<OpRow> rows() {
    return List.of(
        product(false, false, Expr::mult),
        product(true, false, (a, b) -> a.transpose().mult(b)),
        product(false, true, (a, b) -> a.mult(b.transpose())),
        product(true, true, (a, b) -> a.transpose().mult(b.transpose())),
        flagged(true, false, false),
        flagged(false, true, false),
        flagged(true, true, false),
        flagged(false, false, true),
        flagged(true, false, true),
        flagged(false, true, true),
        flagged(true, true, true),
        one("ops.Transpose", Expr::transpose, Plain::flipped).shapes(0, 3),
        one("ops.Reshape", x -> x.reshape(x.cols(), x.rows()), MatrixRows::reshaped)
            .shapes(0, 3)
            .wrong(reshape(2, 3, 5, 1), MISMATCH, "reshape.5x1.: .*x='x' 2x3, at .*")
            .wrong(reshape(2, 3, -1, 6), MISMATCH, "reshape.-1x6.: .*x='x' 2x3, at .*")
            .wrong(reshape(2, 3, -2, -3), MISMATCH, "reshape.-2x-3.: .*x='x' 2x3, at .*")
            .wrong(
                reshape(2, 3, 65536, 65536), MISMATCH, "reshape.65536x65536.: .*x='x' 2x3, at .*"),
        one(
                "ops.Extract",
                x -> x.extractMatrix(0, x.rows() / 2, x.cols() / 2, x.cols()),
                x ->
                    Plain.matrix(
                        x.numRows / 2,
                        x.numCols - x.numCols / 2,
                        (i, j) -> x.get(i, j + x.numCols / 2)))
            .shapes(0, 3)
            .shapes(6, 6)
            .wrong(extract(0, 4, 0, 1), MISMATCH, "extractMatrix.0:4, 0:1.: .*x='x' 3x2, at .*")
            .wrong(extract(-1, 2, 0, 1), MISMATCH, "extractMatrix.-1:2, 0:1.: .*x='x' 3x2, at .*")
            .wrong(extract(2, 1, 0, 1), MISMATCH, "extractMatrix.2:1, 0:1.: .*x='x' 3x2, at .*")
            .wrong(extract(0, 1, 0, 3), MISMATCH, "extractMatrix.0:1, 0:3.: .*x='x' 3x2, at .*"),
        // What extracting does to a cotangent, reached as the gradient of <extract(z), x> in z.
        one(
            "ops.Extract.Embed",
            x -> {
              Expr z = Autograd.input("z", x.rows() + 2, x.cols() + 3);
              Expr block = z.extractMatrix(1, 1 + x.rows(), 2, 2 + x.cols());
              return Autograd.gradients(block.dot(x), z).get(0);
            },
            x ->
                Plain.matrix(
                    x.numRows + 2,
                    x.numCols + 3,
                    (i, j) ->
                        i < 1 || i > x.numRows || j < 2 || j > x.numCols + 1
                            ? 0
                            : x.get(i - 1, j - 2))),
        two(
                "ops.Concat",
                "rows",
                (a, b) -> Expr.concatRows(a, b, a),
                Domain.ANY,
                Domain.ANY,
                x ->
                    Plain.matrix(
                        2 * x.get(0).numRows + x.get(1).numRows,
                        x.get(0).numCols,
                        (i, j) -> stacked(x.get(0), x.get(1), i, j)))
            .shapes(1, 1, 1, 1)
            .shapes(2, 3, 4, 3)
            .shapes(0, 3, 2, 3)
            .shapes(2, 3, 2, 3)
            .wrong(
                both((a, b) -> Expr.concatRows(a, b), 2, 3, 2, 4),
                MISMATCH,
                "concatRows: all .* columns, got a='a' 2x3, b='b' 2x4, at .*")
            .wrong(
                both((a, b) -> Expr.concatRows(a, b), 1, 3, 3, 1),
                MISMATCH,
                "concatRows: all .* columns.*")
            .wrong(
                () -> Expr.concatRows(),
                IllegalArgumentException.class,
                "concatRows: at least one part.*"),
        two(
                "ops.Concat",
                "columns",
                (a, b) -> Expr.concatColumns(a, b),
                Domain.ANY,
                Domain.ANY,
                x ->
                    Plain.matrix(
                        x.get(0).numRows,
                        x.get(0).numCols + x.get(1).numCols,
                        (i, j) ->
                            j < x.get(0).numCols
                                ? x.get(0).get(i, j)
                                : x.get(1).get(i, j - x.get(0).numCols)))
            .shapes(1, 1, 1, 1)
            .shapes(3, 2, 3, 4)
            .shapes(3, 0, 3, 2)
            .shapes(3, 2, 3, 2)
            .wrong(
                both((a, b) -> Expr.concatColumns(a, b), 2, 3, 3, 3),
                MISMATCH,
                "concatColumns: all .* rows, got a='a' 2x3, b='b' 3x3, at .*")
            .wrong(
                both((a, b) -> Expr.concatColumns(a, b), 1, 3, 3, 1),
                MISMATCH,
                "concatColumns: all .* rows.*")
            .wrong(
                () -> Expr.concatColumns(),
                IllegalArgumentException.class,
                "concatColumns: at least one part.*"),
        gather(),
        scatter(),
        oneHot(),
        select());
  }

  private static OpRow product(boolean transA, boolean transB, BinaryOperator<Expr> build) {
    return product(transA, transB, build, Plain::product);
  }

  private static OpRow product(
      boolean transA,
      boolean transB,
      BinaryOperator<Expr> build,
      BinaryOperator<DMatrixRMaj> formula) {
    OpRow row =
        two(
            "ops.MatMul",
            (transA ? "a'" : "a") + (transB ? "b'" : "b"),
            build,
            Domain.ANY,
            Domain.ANY,
            x ->
                formula.apply(
                    transA ? Plain.flipped(x.get(0)) : x.get(0),
                    transB ? Plain.flipped(x.get(1)) : x.get(1)));
    int[][] sizes = {
      {1, 1, 1}, {1, 3, 1}, {3, 1, 3}, {2, 3, 4}, {2, 5, 1}, {1, 5, 4}, {3, 3, 3}, {4, 6, 9},
      {0, 3, 2}, {2, 0, 3}, {3, 2, 0}
    };
    for (int[] s : sizes) {
      row.shapes(
          transA ? s[1] : s[0], transA ? s[0] : s[1], transB ? s[2] : s[1], transB ? s[1] : s[2]);
    }
    return row.wrong(
            both(build, 3, 2, transB ? 5 : 7, transB ? 7 : 5),
            MISMATCH,
            "(m|carryM)ult.*: a.* must equal b.*, at .*")
        .wrong(both(build, 1, 1, 2, 2), MISMATCH, "(m|carryM)ult.*: a.* must equal b.*")
        .wrong(both(build, 0, 0, 1, 1), MISMATCH, "(m|carryM)ult.*: a.* must equal b.*");
  }

  private static OpRow flagged(boolean transA, boolean transB, boolean carrying) {
    MatMul op = new MatMul(transA, transB, carrying);
    BinaryOperator<DMatrixRMaj> formula = carrying ? Plain::carryProduct : Plain::product;
    return product(transA, transB, (a, b) -> Expr.apply(op, a, b), formula);
  }

  private static OpRow gather() {
    return two(
            "ops.GatherRows",
            "",
            Expr::gatherRows,
            Domain.ANY,
            Domain.INDEX,
            x ->
                Plain.matrix(
                    x.get(1).numRows,
                    x.get(0).numCols,
                    (i, j) -> x.get(0).get((int) x.get(1).get(i, 0), j)))
        .shapes(3, 2, 4, 1)
        .shapes(3, 1, 1, 1)
        .shapes(5, 3, 6, 1)
        .shapes(4, 2, 0, 1)
        .shapes(3, 0, 2, 1)
        .wrong(
            both(Expr::gatherRows, 3, 2, 2, 2),
            MISMATCH,
            "gatherRows: indices must be one column, got x='a' 3x2, indices='b' 2x2, at .*")
        .wrong(
            both(Expr::gatherRows, 3, 2, 1, 4),
            MISMATCH,
            "gatherRows: indices must be one column.*")
        .wrong(
            both(Expr::gatherRows, 3, 2, 4, 0),
            MISMATCH,
            "gatherRows: indices must be one column.*");
  }

  private static OpRow scatter() {
    return two(
            "ops.ScatterAddRows",
            "",
            (x, k) -> x.scatterAddRows(k, 4),
            Domain.ANY,
            Domain.INDEX,
            x -> {
              DMatrixRMaj y = new DMatrixRMaj(4, x.get(0).numCols);
              for (int i = 0; i < x.get(0).numRows; i++) {
                for (int j = 0; j < y.numCols; j++) {
                  y.add((int) x.get(1).get(i, 0), j, x.get(0).get(i, j));
                }
              }
              return y;
            })
        .shapes(4, 2, 4, 1)
        .shapes(1, 1, 1, 1)
        .shapes(7, 3, 7, 1)
        .shapes(0, 3, 0, 1)
        .wrong(
            both((x, k) -> x.scatterAddRows(k, 4), 3, 2, 2, 1),
            MISMATCH,
            "scatterAddRows.4.: indices must be as many as .*x='a' 3x2, indices='b' 2x1, at .*")
        .wrong(
            both((x, k) -> x.scatterAddRows(k, 4), 3, 2, 3, 2),
            MISMATCH,
            "scatterAddRows.4.: indices must be one column.*x='a' 3x2, indices='b' 3x2, at .*")
        .wrong(
            both((x, k) -> x.scatterAddRows(k, -1), 3, 2, 3, 1),
            MISMATCH,
            "scatterAddRows.-1.: .*x='a' 3x2, indices='b' 3x1, at .*");
  }

  private static OpRow oneHot() {
    return new OpRow(
            "ops.OneHot",
            "",
            x -> x.get(0).oneHot(3),
            x -> Plain.matrix(x.get(0).numRows, 3, (i, j) -> x.get(0).get(i, 0) == j ? 1 : 0))
        .on(Domain.INDEX)
        .shapes(1, 1)
        .shapes(5, 1)
        .shapes(0, 1)
        .wrong(
            () -> x(4, 2).oneHot(3),
            MISMATCH,
            "oneHot.3.: class indices must be one column, got x='x' 4x2, at .*")
        .wrong(() -> x(1, 4).oneHot(3), MISMATCH, "oneHot.3.: class indices must be one column.*")
        .wrong(() -> x(4, 1).oneHot(-1), MISMATCH, "oneHot.-1.: .*x='x' 4x1, at .*")
        .wrong(
            () -> x(50_000, 1).oneHot(50_000),
            MISMATCH,
            "oneHot.50000.: .*2147483647.*x='x' 50000x1, at .*");
  }

  private static OpRow select() {
    return new OpRow(
            "ops.Select",
            "",
            x -> x.get(0).select(x.get(1), x.get(2)),
            x -> {
              int rows =
                  Plain.side(Plain.side(x.get(0).numRows, x.get(1).numRows), x.get(2).numRows);
              int cols =
                  Plain.side(Plain.side(x.get(0).numCols, x.get(1).numCols), x.get(2).numCols);
              return Plain.matrix(
                  rows,
                  cols,
                  (i, j) ->
                      Plain.stretched(x.get(Plain.stretched(x.get(0), i, j) != 0 ? 1 : 2), i, j));
            })
        .on(Domain.TRUTH, Domain.ANY, Domain.ANY)
        .shapes(1, 1, 1, 1, 1, 1)
        .shapes(3, 2, 3, 2, 3, 2)
        .shapes(3, 2, 1, 1, 3, 1)
        .shapes(1, 1, 3, 2, 1, 2)
        .shapes(3, 1, 1, 2, 1, 1)
        .shapes(0, 3, 1, 3, 0, 3)
        .wrong(three(3, 2, 2, 2, 3, 2), MISMATCH, "select: .*'b' 2x2.*'c' 3x2.*, at .*")
        .wrong(
            three(3, 2, 4, 2, 4, 2),
            MISMATCH,
            "select: .*condition='a' 3x2, a='b' 4x2, b='c' 4x2, at .*")
        .wrong(three(3, 2, 3, 1, 1, 4), MISMATCH, "select: .*, at .*");
  }

  private static double stacked(DMatrixRMaj a, DMatrixRMaj b, int i, int j) {
    if (i < a.numRows) {
      return a.get(i, j);
    }
    int below = i - a.numRows;
    return below < b.numRows ? b.get(below, j) : a.get(below - b.numRows, j);
  }

  private static DMatrixRMaj reshaped(DMatrixRMaj x) {
    return Plain.matrix(x.numCols, x.numRows, (i, j) -> x.data[i * x.numRows + j]);
  }

  static OpRow one(String op, UnaryOperator<Expr> build, UnaryOperator<DMatrixRMaj> formula) {
    return new OpRow(op, "", x -> build.apply(x.get(0)), x -> formula.apply(x.get(0)))
        .on(Domain.ANY)
        .shapes(1, 1)
        .shapes(1, 4)
        .shapes(3, 1)
        .shapes(3, 2)
        .shapes(2, 5);
  }

  static OpRow two(
      String op,
      String title,
      BinaryOperator<Expr> build,
      Domain a,
      Domain b,
      OpRow.Formula formula) {
    return new OpRow(op, title, x -> build.apply(x.get(0), x.get(1)), formula).on(a, b);
  }

  private static Expr x(int rows, int cols) {
    return Autograd.input("x", rows, cols);
  }

  private static Supplier<Expr> reshape(int rows, int cols, int toRows, int toCols) {
    return () -> x(rows, cols).reshape(toRows, toCols);
  }

  private static Supplier<Expr> extract(int row0, int row1, int col0, int col1) {
    return () -> x(3, 2).extractMatrix(row0, row1, col0, col1);
  }

  private static Supplier<Expr> both(BinaryOperator<Expr> build, int m, int n, int p, int q) {
    return BinaryRows.pair(build, m, n, p, q);
  }

  private static Supplier<Expr> three(int m, int n, int p, int q, int r, int s) {
    return () ->
        Autograd.input("a", m, n).select(Autograd.input("b", p, q), Autograd.input("c", r, s));
  }
}
