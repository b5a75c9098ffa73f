// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.ComposedRow.at;
import static org.ejgrad.ops.ComposedRows.one;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.ComposedRow.At;

/** Composed methods that move, order or repeat elements. */
final class ComposedShapeRows {
  private ComposedShapeRows() {}

  static List<ComposedRow> rows() {
    return List.of(
        one(
                "Expr.gatherRows(int[])",
                x -> x.gatherRows(2, 0, 2, 1),
                s ->
                    s.yBar()
                        .scatterAddRows(Autograd.constant(new double[][] {{2}, {0}, {2}, {1}}), 3))
            .with("rows = 2, 0, 2, 1"),
        one("Expr.rollRows(int)", x -> x.rollRows(2), s -> s.yBar().rollRows(-2)).with("shift = 2"),
        new ComposedRow("Expr.rollCols(int)", x -> x.get(0).rollCols(1))
            .argument("x", Domain.ANY, 2, 3, s -> s.yBar().rollCols(-1))
            .with("shift = 1"),
        ordered("sortRows()", 1, 4, Expr::sortRows, s -> s.yBar().mult(fromRow(s)))
            .kink("equals keep their order", at(2, 1, 1), 1, 1, 1),
        ordered("sortCols()", 4, 1, Expr::sortCols, s -> fromColumn(s).transpose().mult(s.yBar()))
            .kink("equals keep their order", at(2, 1, 1), 1, 1, 1),
        ordered("topKRows(int)", 1, 4, x -> x.topKRows(2), s -> s.yBar().mult(fromRow(s)))
            .with("k = 2")
            .kink("the first of equals is taken, and it alone", at(1, 3, 1, 1), 1, 1, 0, 0),
        ordered(
                "topKCols(int)",
                4,
                1,
                x -> x.topKCols(2),
                s -> fromColumn(s).transpose().mult(s.yBar()))
            .with("k = 2")
            .kink("the first of equals is taken, and it alone", at(1, 3, 1, 1), 1, 1, 0, 0),
        one(
                "Expr.tile(int, int)",
                x -> x.tile(2, 2),
                s -> {
                  Expr above = blocks(s.yBar().extractMatrix(0, 3, 0, 4));
                  return above.plus(blocks(s.yBar().extractMatrix(3, 6, 0, 4)));
                })
            .with("rows = 2, cols = 2"),
        one("Expr.repeatRows(int)", x -> x.repeatRows(2), s -> blocks(s.yBar().reshape(3, 4)))
            .with("times = 2"),
        one(
                "Expr.repeatCols(int)",
                x -> x.repeatCols(2),
                s -> s.yBar().reshape(6, 2).sumRows().reshape(3, 2))
            .with("times = 2"),
        new ComposedRow("Expr.outer(Expr)", x -> x.get(0).outer(x.get(1)))
            .argument("a", Domain.ANY, 3, 1, s -> s.yBar().mult(s.b()))
            .argument("b", Domain.ANY, 2, 1, s -> s.yBar().transpose().mult(s.a())),
        new ComposedRow("Expr.kron(Expr)", x -> x.get(0).kron(x.get(1)))
            .argument(
                "a",
                Domain.ANY,
                1,
                2,
                s -> Expr.concatColumns(left(s).dot(s.b()), right(s).dot(s.b())))
            .argument(
                "b",
                Domain.ANY,
                2,
                2,
                s -> left(s).elementMult(entry(s, 0)).plus(right(s).elementMult(entry(s, 1)))));
  }

  private static ComposedRow ordered(
      String signature,
      int rows,
      int cols,
      UnaryOperator<Expr> build,
      Function<At, Expr> cotangent) {
    return new ComposedRow("Expr." + signature, x -> build.apply(x.get(0)))
        .argument("x", Domain.DISTINCT, rows, cols, cotangent);
  }

  /** 1 where the element of the row is that of the result, one row for each of the result. */
  private static Expr fromRow(At s) {
    return s.y().transpose().equalTo(s.a());
  }

  private static Expr fromColumn(At s) {
    return s.y().equalTo(s.a().transpose());
  }

  /** The left two columns and the right two, added. */
  private static Expr blocks(Expr x) {
    return x.extractMatrix(0, 3, 0, 2).plus(x.extractMatrix(0, 3, 2, 4));
  }

  private static Expr left(At s) {
    return s.yBar().extractMatrix(0, 2, 0, 2);
  }

  private static Expr right(At s) {
    return s.yBar().extractMatrix(0, 2, 2, 4);
  }

  private static Expr entry(At s, int j) {
    return s.a().extractMatrix(0, 1, j, j + 1);
  }
}
