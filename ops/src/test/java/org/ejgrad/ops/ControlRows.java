// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** Rows of the op table: conditions and loops. */
final class ControlRows {
  private static final Class<ShapeMismatchException> MISMATCH = ShapeMismatchException.class;
  private static final Class<IllegalArgumentException> ARGUMENT = IllegalArgumentException.class;

  private ControlRows() {}

  static List<OpRow> rows() {
    return List.of(branch(), branchOfTwo(), loop());
  }

  private static OpRow branch() {
    return new OpRow(
            "ops.Branch",
            "of one argument, captured in a branch as well",
            x -> Control.cond(x.get(0), z -> z.sin().elementMult(x.get(1)), Expr::square, x.get(1)),
            x ->
                Plain.unary(v -> x.get(0).get(0, 0) != 0 ? Math.sin(v) * v : v * v)
                    .at(x.subList(1, 2)))
        .on(Domain.TRUTH, Domain.ANY)
        .shapes(1, 1, 1, 1)
        .shapes(1, 1, 3, 2)
        .shapes(1, 1, 1, 4)
        .shapes(1, 1, 0, 3)
        .special(0, 3, 9, 0, 6)
        .special(-0.0, 3, 9, 0, 6)
        .special(2, 0, 0, 0, 0)
        .special(Double.NaN, 0, 0, 0, 0)
        .wrong(
            () -> Control.cond(named("p", 2, 1), Expr::sin, Expr::cos, named("x", 3, 2)),
            MISMATCH,
            "cond: the predicate must be 1x1, got predicate='p' 2x1, at .*")
        .wrong(
            () -> Control.cond(named("p", 1, 1), Expr::sin, Expr::sumRows, named("x", 3, 2)),
            MISMATCH,
            "cond: both branches must give the same shape,"
                + " got then=sin.* 3x2, otherwise=sumTo.* 3x1, at .*")
        .wrong(
            () -> Control.cond(named("p", 1, 0), Expr::sin, Expr::cos, named("x", 3, 2)),
            MISMATCH,
            "cond: the predicate must be 1x1, got predicate='p' 1x0, at .*");
  }

  private static OpRow branchOfTwo() {
    return new OpRow(
            "ops.Branch",
            "of two arguments",
            x ->
                Control.condOfList(
                    x.get(0),
                    z -> z.get(0).mult(z.get(1)),
                    z -> z.get(1).mult(z.get(0)).sin(),
                    x.subList(1, 3)),
            x -> {
              DMatrixRMaj a = x.get(1);
              DMatrixRMaj b = x.get(2);
              return x.get(0).get(0, 0) != 0
                  ? Plain.product(a, b)
                  : Plain.unary(Math::sin).at(List.of(Plain.product(b, a)));
            })
        .on(Domain.TRUTH, Domain.ANY, Domain.ANY)
        .shapes(1, 1, 1, 1, 1, 1)
        .shapes(1, 1, 3, 3, 3, 3);
  }

  /** s = sin(s) * 0.5 + c row, with c captured. */
  private static OpRow loop() {
    return new OpRow(
            "ops.Loop",
            "",
            x ->
                Control.scan(
                        (s, row) -> s.sin().scale(0.5).plus(row.elementMult(x.get(2))),
                        x.get(0),
                        x.get(1))
                    .all(),
            x -> {
              DMatrixRMaj states = new DMatrixRMaj(x.get(1).numRows, x.get(1).numCols);
              for (int t = 0; t < states.numRows; t++) {
                for (int j = 0; j < states.numCols; j++) {
                  double s = t == 0 ? x.get(0).get(0, j) : states.get(t - 1, j);
                  states.set(t, j, 0.5 * Math.sin(s) + x.get(1).get(t, j) * x.get(2).get(0, j));
                }
              }
              return states;
            })
        .on(Domain.ANY, Domain.ANY, Domain.ANY)
        .shapes(1, 1, 1, 1, 1, 1)
        .shapes(1, 1, 4, 1, 1, 1)
        .shapes(1, 3, 1, 3, 1, 3)
        .shapes(1, 3, 4, 3, 1, 3)
        .shapes(1, 2, 0, 2, 1, 2)
        .wrong(
            () -> Control.scan((s, row) -> s.sumRows(), named("s", 1, 3), named("x", 4, 2)).all(),
            MISMATCH,
            "scan: a step must give the shape of the state, got state='s' 1x3, next=.* 1x1, at .*")
        .wrong(
            () -> Control.scan(-1, Expr::sin, named("s", 1, 3)).all(),
            ARGUMENT,
            "scan: count must be >= 0, got -1, at .*")
        .wrong(
            () -> Control.scan(3, Expr::sin, named("s", 1, 3), 0).all(),
            ARGUMENT,
            "scan: keepEvery must be >= 1, got 0, at .*")
        .wrong(
            () -> Control.scan((s, row) -> s.plus(row), named("s", 1, 3), named("x", 4, 2)).all(),
            MISMATCH,
            "plus: .*, at .*");
  }

  private static Expr named(String name, int rows, int cols) {
    return Autograd.input(name, rows, cols);
  }
}
