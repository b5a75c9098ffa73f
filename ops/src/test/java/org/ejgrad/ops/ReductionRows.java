// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** The op table's rows of sums, extrema, softmax and its kin, and their reverse, broadcasting. */
final class ReductionRows {
  private static final Class<ShapeMismatchException> MISMATCH = ShapeMismatchException.class;

  private ReductionRows() {}

  static List<OpRow> rows() {
    return List.of(
        sum("all", Expr::elementSum, Plain.all(Plain::sum)),
        sum("rows", Expr::sumRows, Plain.rows(Plain::sum)),
        sum("columns", Expr::sumCols, Plain.cols(Plain::sum)),
        mean("mean", Expr::mean, Plain.all(v -> Plain.sum(v) / v.length))
            .wrong(
                () -> x(0, 3).mean(), MISMATCH, "mean: nothing has no mean, got x='x' 0x3, at .*"),
        mean("meanRows", Expr::meanRows, Plain.rows(v -> Plain.sum(v) / v.length))
            .wrong(() -> x(3, 0).meanRows(), MISMATCH, "meanRows: nothing has no mean.*3x0, at .*"),
        mean("meanCols", Expr::meanCols, Plain.cols(v -> Plain.sum(v) / v.length))
            .wrong(() -> x(0, 3).meanCols(), MISMATCH, "meanCols: nothing has no mean.*0x3, at .*"),
        broadcast(),
        extremum("max", Expr::elementMax, Plain.all(Plain::max))
            .wrong(
                () -> x(0, 3).elementMax(),
                MISMATCH,
                "elementMax: nothing has no maximum.*0x3, at .*")
            .wrong(
                () -> x(3, 0).elementMax(),
                MISMATCH,
                "elementMax: nothing has no maximum.*3x0, at .*")
            .wrong(
                () -> x(0, 0).elementMax(),
                MISMATCH,
                "elementMax: nothing has no maximum.*0x0, at .*"),
        extremum("maxRows", Expr::maxRows, Plain.rows(Plain::max))
            .wrong(
                () -> x(3, 0).maxRows(), MISMATCH, "maxRows: nothing has no maximum.*3x0, at .*"),
        extremum("maxCols", Expr::maxCols, Plain.cols(Plain::max))
            .wrong(
                () -> x(0, 3).maxCols(), MISMATCH, "maxCols: nothing has no maximum.*0x3, at .*"),
        extremum("min", Expr::elementMin, Plain.all(ReductionRows::min))
            .wrong(
                () -> x(0, 3).elementMin(),
                MISMATCH,
                "elementMin: nothing has no minimum.*0x3, at .*"),
        extremum("minRows", Expr::minRows, Plain.rows(ReductionRows::min))
            .wrong(
                () -> x(3, 0).minRows(), MISMATCH, "minRows: nothing has no minimum.*3x0, at .*"),
        extremum("minCols", Expr::minCols, Plain.cols(ReductionRows::min))
            .wrong(
                () -> x(0, 3).minCols(), MISMATCH, "minCols: nothing has no minimum.*0x3, at .*"),
        rowOp(RowOps.LOG_SUM_EXP_ROWS, Expr::logSumExpRows, Plain.rows(Plain::logSumExp)),
        rowOp(
            RowOps.SOFTMAX_ROWS,
            Expr::softmaxRows,
            x ->
                Plain.matrix(
                    x.get(0).numRows,
                    x.get(0).numCols,
                    (i, j) -> Math.exp(logSoftmax(Plain.row(x.get(0), i), j)))),
        rowOp(
            RowOps.LOG_SOFTMAX_ROWS,
            Expr::logSoftmaxRows,
            x ->
                Plain.matrix(
                    x.get(0).numRows,
                    x.get(0).numCols,
                    (i, j) -> logSoftmax(Plain.row(x.get(0), i), j))),
        row(
                OpNames.of(RowOps.LOG_SUM_EXP_ROWS),
                "all",
                Expr::logSumExp,
                Plain.all(Plain::logSumExp))
            .on(Domain.ANY));
  }

  private static OpRow sum(String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return row("graph.SumTo", title, build, formula)
        .on(Domain.ANY)
        .shapes(0, 3)
        .shapes(3, 0)
        .shapes(0, 0)
        .wrong(
            () -> x(3, 2).sumTo(Shape.of(2, 2)),
            MISMATCH,
            "sumTo.2x2.: each side of 2x2 must be 1 or equal.*x='x' 3x2, at .*")
        .wrong(() -> x(3, 2).sumTo(Shape.of(2, 3)), MISMATCH, "sumTo.2x3.: .*3x2, at .*")
        .wrong(() -> x(1, 2).sumTo(Shape.of(3, 2)), MISMATCH, "sumTo.3x2.: .*1x2, at .*");
  }

  private static OpRow mean(String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return row("graph.SumTo", title, build, formula).on(Domain.ANY);
  }

  private static OpRow broadcast() {
    return new OpRow(
            "graph.Broadcast",
            "",
            x ->
                x.get(0)
                    .broadcast(
                        Shape.of(Plain.side(x.get(0).rows(), 3), Plain.side(x.get(0).cols(), 4))),
            x ->
                Plain.matrix(
                    Plain.side(x.get(0).numRows, 3),
                    Plain.side(x.get(0).numCols, 4),
                    (i, j) -> Plain.stretched(x.get(0), i, j)))
        .on(Domain.ANY)
        .shapes(1, 1)
        .shapes(1, 4)
        .shapes(3, 1)
        .shapes(3, 4)
        .wrong(
            () -> x(3, 2).broadcast(Shape.of(3, 4)),
            MISMATCH,
            "broadcast.3x4.: each side must be 1 or equal.*x='x' 3x2, at .*")
        .wrong(() -> x(4, 3).broadcast(Shape.of(3, 4)), MISMATCH, "broadcast.3x4.: .*4x3, at .*")
        .wrong(() -> x(0, 4).broadcast(Shape.of(3, 4)), MISMATCH, "broadcast.3x4.: .*0x4, at .*");
  }

  private static OpRow extremum(String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return row("ops.Extremum", title, build, formula).on(Domain.DISTINCT);
  }

  private static OpRow rowOp(RowOps op, UnaryOperator<Expr> build, OpRow.Formula formula) {
    String message = op.label() + ": rows must not be empty, got x='x' %dx0, at .*";
    return row(OpNames.of(op), "", build, formula)
        .on(Domain.ANY)
        .shapes(0, 3)
        .wrong(() -> build.apply(x(1, 0)), MISMATCH, message.replace("%d", "1"))
        .wrong(() -> build.apply(x(2, 0)), MISMATCH, message.replace("%d", "2"))
        .wrong(() -> build.apply(x(3, 0)), MISMATCH, message.replace("%d", "3"));
  }

  private static OpRow row(
      String op, String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return new OpRow(op, title, x -> build.apply(x.get(0)), formula)
        .shapes(1, 1)
        .shapes(1, 4)
        .shapes(3, 1)
        .shapes(3, 2)
        .shapes(2, 5);
  }

  /** NaN for the whole row where the largest is infinite. */
  private static double logSoftmax(double[] row, int j) {
    double max = Plain.max(row);
    double sum = 0;
    for (double v : row) {
      sum += Math.exp(v - max);
    }
    return row[j] - max - Math.log(sum);
  }

  private static double min(double[] values) {
    return -Plain.max(Arrays.stream(values).map(v -> -v).toArray());
  }

  private static Expr x(int rows, int cols) {
    return Autograd.input("x", rows, cols);
  }
}
