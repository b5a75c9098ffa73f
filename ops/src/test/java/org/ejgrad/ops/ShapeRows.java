// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** The op table's rows of {@link ShapeMethods}. */
final class ShapeRows {
  private static final Class<ShapeMismatchException> MISMATCH = ShapeMismatchException.class;
  private static final int MOST = Integer.MAX_VALUE;

  private ShapeRows() {}

  static List<OpRow> rows() {
    return List.of(
        one("ops.CumulativeSum", "rows", Expr::cumSumRows, ShapeRows::cumulated).shapes(0, 3),
        one(
                "ops.CumulativeSum",
                "columns",
                Expr::cumSumCols,
                x -> Plain.flipped(cumulated(Plain.flipped(x))))
            .shapes(0, 3)
            .shapes(3, 0),
        one("ops.Flip", "rows", Expr::flipRows, x -> rolled(x, i -> x.numRows - 1 - i))
            .shapes(0, 3),
        one(
                "ops.Flip",
                "columns",
                Expr::flipCols,
                x -> Plain.matrix(x.numRows, x.numCols, (i, j) -> x.get(i, x.numCols - 1 - j)))
            .shapes(3, 0),
        one(
                "ops.Concat",
                "rollRows",
                x -> x.rollRows(1),
                x -> rolled(x, i -> (i + x.numRows - 1) % x.numRows))
            .shapes(0, 3),
        one(
                "ops.Concat",
                "rollRows up",
                x -> x.rollRows(-5),
                x -> rolled(x, i -> (i + 5) % x.numRows))
            .shapes(0, 3),
        one(
                "ops.Concat",
                "rollCols",
                x -> x.rollCols(4),
                x ->
                    Plain.matrix(
                        x.numRows,
                        x.numCols,
                        (i, j) -> x.get(i, (j + 4 * x.numCols - 4) % x.numCols)))
            .shapes(3, 0),
        one(
                "graph.Broadcast",
                "tile",
                x -> x.tile(2, 3),
                x ->
                    Plain.matrix(
                        2 * x.numRows,
                        3 * x.numCols,
                        (i, j) -> x.get(i % x.numRows, j % x.numCols)))
            .shapes(0, 3)
            .shapes(3, 0)
            .wrong(
                () -> x(3, 2).tile(-1, 1),
                MISMATCH,
                "tile: numbers .*>= 0, asked for -1 .*x='x' 3x2, at .*")
            .wrong(() -> x(3, 2).tile(1, -1), MISMATCH, "tile: numbers .*>= 0.*x='x' 3x2, at .*")
            .wrong(() -> x(3, 2).tile(MOST, 1), MISMATCH, "tile: .*2147483647.*x='x' 3x2, at .*")
            .wrong(() -> x(0, 2).tile(1, MOST), MISMATCH, "tile: .*2147483647.*x='x' 0x2, at .*"),
        one(
            "graph.Broadcast",
            "tile none",
            x -> x.tile(0, 2),
            x -> new DMatrixRMaj(0, 2 * x.numCols)),
        one(
                "graph.Broadcast",
                "repeatRows",
                x -> x.repeatRows(3),
                x -> Plain.matrix(3 * x.numRows, x.numCols, (i, j) -> x.get(i / 3, j)))
            .shapes(0, 3)
            .wrong(() -> x(3, 2).repeatRows(-1), MISMATCH, "repeatRows: .*>= 0.*3x2, at .*"),
        one(
                "graph.Broadcast",
                "repeatCols",
                x -> x.repeatCols(3),
                x -> Plain.matrix(x.numRows, 3 * x.numCols, (i, j) -> x.get(i, j / 3)))
            .shapes(3, 0)
            .wrong(() -> x(3, 2).repeatCols(-1), MISMATCH, "repeatCols: .*>= 0.*3x2, at .*")
            .wrong(() -> x(3, 2).repeatCols(MOST), MISMATCH, "repeatCols: .*2147.*3x2, at .*"),
        triangle("lower", x -> x.lowerTriangle(0), true, 0),
        triangle("below", x -> x.lowerTriangle(-1), true, -1),
        triangle("lower and more", x -> x.lowerTriangle(MOST), true, MOST),
        triangle("upper", x -> x.upperTriangle(0), false, 0),
        triangle("above", x -> x.upperTriangle(1), false, 1),
        triangle("upper and more", x -> x.upperTriangle(-MOST), false, -MOST),
        one("ops.Diagonal.Extracted", "", Expr::extractDiag, ShapeRows::diagonal).shapes(0, 3),
        new OpRow("ops.Diagonal", "", x -> x.get(0).diag(), x -> withDiagonal(x.get(0)))
            .on(Domain.ANY)
            .shapes(1, 1)
            .shapes(4, 1)
            .shapes(1, 3)
            .shapes(0, 1)
            .wrong(() -> x(3, 2).diag(), MISMATCH, "diag: x must be a row or a column.*3x2, at .*")
            .wrong(() -> x(0, 2).diag(), MISMATCH, "diag: x must be a row or a column.*0x2, at .*")
            .wrong(() -> x(50_000, 1).diag(), MISMATCH, "diag: .*2147483647.*50000x1, at .*"),
        // What extracting the diagonal of a matrix that is not square does to a cotangent.
        new OpRow(
                "ops.Diagonal",
                "of a wide matrix",
                x -> {
                  Expr z = Autograd.input("z", x.get(0).rows(), x.get(0).rows() + 1);
                  return Autograd.gradients(z.extractDiag().dot(x.get(0)), z).get(0);
                },
                x ->
                    Plain.matrix(
                        x.get(0).numRows,
                        x.get(0).numRows + 1,
                        (i, j) -> i == j ? x.get(0).get(i, 0) : 0))
            .on(Domain.ANY)
            .shapes(1, 1)
            .shapes(4, 1),
        MatrixRows.two(
                "ops.MatMul",
                "outer",
                Expr::outer,
                Domain.ANY,
                Domain.ANY,
                x ->
                    Plain.matrix(
                        Plain.size(x.get(0)),
                        Plain.size(x.get(1)),
                        (i, j) -> x.get(0).data[i] * x.get(1).data[j]))
            .shapes(1, 1, 1, 1)
            .shapes(3, 1, 2, 1)
            .shapes(1, 3, 1, 2)
            .shapes(1, 4, 2, 1)
            .shapes(0, 1, 2, 1)
            .wrong(
                BinaryRows.pair(Expr::outer, 3, 2, 2, 1),
                MISMATCH,
                "outer: both must be rows or columns, got a='a' 3x2, b='b' 2x1, at .*")
            .wrong(
                BinaryRows.pair(Expr::outer, 3, 1, 2, 2),
                MISMATCH,
                "outer: both .*b='b' 2x2, at .*")
            .wrong(BinaryRows.pair(Expr::outer, 0, 2, 2, 1), MISMATCH, "outer: both .*"),
        MatrixRows.two(
                "ops.ElementwiseBinary.TIMES",
                "kron",
                Expr::kron,
                Domain.ANY,
                Domain.ANY,
                x -> kronecker(x.get(0), x.get(1)))
            .shapes(1, 1, 1, 1)
            .shapes(2, 3, 3, 2)
            .shapes(2, 2, 2, 2)
            .shapes(1, 3, 2, 1)
            .shapes(0, 3, 2, 2)
            .shapes(2, 2, 3, 0)
            .wrong(
                BinaryRows.pair(Expr::kron, 50_000, 1, 1, 50_000),
                MISMATCH,
                "kron: .*2147483647.*a='a' 50000x1, b='b' 1x50000, at .*"),
        sorting("rows", Expr::sortRows, ShapeRows::ascending),
        sorting("columns", Expr::sortCols, x -> Plain.flipped(ascending(Plain.flipped(x)))),
        new OpRow(
                "ops.SortedColumns",
                "",
                x -> Expr.apply(new SortedColumns(true, x.get(0).cols()), x.get(0)),
                x -> order(x.get(0)))
            .on(Domain.INDEX)
            .shapes(1, 1)
            .shapes(3, 7)
            .shapes(2, 100)
            .shapes(0, 3)
            .shapes(3, 0),
        sorting("two largest of rows", x -> x.topKRows(2), ShapeRows::twoLargest)
            .wrong(
                () -> x(3, 2).topKRows(3),
                MISMATCH,
                "topKRows: k must be from 0 to 2, got 3, got x='x' 3x2, at .*")
            .wrong(() -> x(3, 2).topKRows(-1), MISMATCH, "topKRows: k must be .*3x2, at .*")
            .wrong(() -> x(3, 2).topKCols(4), MISMATCH, "topKCols: k .* 0 to 3.*3x2, at .*"),
        sorting(
            "two largest of columns",
            x -> x.topKCols(2),
            x -> Plain.flipped(twoLargest(Plain.flipped(x)))),
        new OpRow(
                "ops.PickInRows.PutInRows",
                "",
                x ->
                    Expr.apply(
                        new PickInRows.PutInRows(x.get(0).cols() + 3),
                        x.get(0),
                        Expr.apply(new SortedColumns(true, x.get(0).cols()), x.get(0))),
                x -> put(x.get(0), x.get(0).numCols + 3))
            .on(Domain.DISTINCT)
            .shapes(1, 1)
            .shapes(3, 4)
            .shapes(2, 7)
            .shapes(0, 3));
  }

  private static OpRow one(
      String op, String title, UnaryOperator<Expr> build, UnaryOperator<DMatrixRMaj> formula) {
    return sized(op, title, build, formula, Domain.ANY).shapes(1, 4).shapes(3, 1);
  }

  private static OpRow sorting(
      String title, UnaryOperator<Expr> build, UnaryOperator<DMatrixRMaj> formula) {
    return new OpRow(
            "ops.PickInRows", title, x -> build.apply(x.get(0)), x -> formula.apply(x.get(0)))
        .on(Domain.DISTINCT)
        .shapes(2, 2)
        .shapes(3, 2)
        .shapes(2, 5)
        .shapes(5, 4);
  }

  private static OpRow triangle(
      String title, UnaryOperator<Expr> build, boolean lower, int offset) {
    UnaryOperator<DMatrixRMaj> formula =
        x ->
            Plain.matrix(
                x.numRows,
                x.numCols,
                (i, j) ->
                    (lower ? (long) j - i <= offset : (long) j - i >= offset) ? x.get(i, j) : 0);
    return one("ops.TrianglePart", title, build, formula).shapes(4, 4).shapes(0, 3).shapes(3, 0);
  }

  private static OpRow sized(
      String op,
      String title,
      UnaryOperator<Expr> build,
      UnaryOperator<DMatrixRMaj> formula,
      Domain domain) {
    return new OpRow(op, title, x -> build.apply(x.get(0)), x -> formula.apply(x.get(0)))
        .on(domain)
        .shapes(1, 1)
        .shapes(3, 2)
        .shapes(2, 5);
  }

  private static DMatrixRMaj cumulated(DMatrixRMaj x) {
    return Plain.matrix(
        x.numRows, x.numCols, (i, j) -> Plain.sum(Arrays.copyOf(Plain.row(x, i), j + 1)));
  }

  private static DMatrixRMaj rolled(DMatrixRMaj x, IntUnaryOperator from) {
    return Plain.matrix(x.numRows, x.numCols, (i, j) -> x.get(from.applyAsInt(i), j));
  }

  private static DMatrixRMaj diagonal(DMatrixRMaj x) {
    return Plain.matrix(Math.min(x.numRows, x.numCols), 1, (i, j) -> x.get(i, i));
  }

  private static DMatrixRMaj withDiagonal(DMatrixRMaj x) {
    int side = Plain.size(x);
    return Plain.matrix(side, side, (i, j) -> i == j ? x.data[i] : 0);
  }

  private static DMatrixRMaj kronecker(DMatrixRMaj a, DMatrixRMaj b) {
    return Plain.matrix(
        a.numRows * b.numRows,
        a.numCols * b.numCols,
        (i, j) -> a.get(i / b.numRows, j / b.numCols) * b.get(i % b.numRows, j % b.numCols));
  }

  private static DMatrixRMaj ascending(DMatrixRMaj x) {
    return Plain.matrix(
        x.numRows, x.numCols, (i, j) -> Arrays.stream(Plain.row(x, i)).sorted().toArray()[j]);
  }

  private static DMatrixRMaj twoLargest(DMatrixRMaj x) {
    DMatrixRMaj sorted = ascending(x);
    return Plain.matrix(x.numRows, 2, (i, j) -> sorted.get(i, x.numCols - 1 - j));
  }

  /** Columns by falling elements, NaN first; Java's sort of objects keeps equals in order. */
  private static DMatrixRMaj order(DMatrixRMaj x) {
    return Plain.matrix(
        x.numRows,
        x.numCols,
        (i, j) ->
            IntStream.range(0, x.numCols)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> x.get(i, c)).reversed())
                .toList()
                .get(j));
  }

  private static DMatrixRMaj put(DMatrixRMaj x, int cols) {
    DMatrixRMaj order = order(x);
    DMatrixRMaj y = new DMatrixRMaj(x.numRows, cols);
    for (int i = 0; i < x.numRows; i++) {
      for (int j = 0; j < x.numCols; j++) {
        y.set(i, (int) order.get(i, j), x.get(i, j));
      }
    }
    return y;
  }

  private static Expr x(int rows, int cols) {
    return Autograd.input("x", rows, cols);
  }
}
