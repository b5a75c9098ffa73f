// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** Rows of the op table: ops that change how derivatives flow, and what they are made of. */
final class DerivativeRows {
  private DerivativeRows() {}

  static List<OpRow> rows() {
    return List.of(
        // Discrete, because a difference sees the value and not the derivative these change.
        new OpRow("ops.GradientScale", "", x -> x.get(0).scaleGradient(-3), Plain.unary(v -> v))
            .on(Domain.INDEX)
            .shapes(1, 1)
            .shapes(3, 2)
            .special(2, 2, -3)
            .special(Double.NaN, Double.NaN, -3)
            .wrong(
                () -> one().scaleGradient(Double.NaN),
                IllegalArgumentException.class,
                "scaleGradient: the factor must be finite, got NaN, at .*")
            .wrong(
                () -> one().scaleGradient(Double.POSITIVE_INFINITY),
                IllegalArgumentException.class,
                "scaleGradient: .* got Infinity, at .*")
            .wrong(
                () -> one().scaleGradient(Double.NEGATIVE_INFINITY),
                IllegalArgumentException.class,
                "scaleGradient: .* got -Infinity, at .*"),
        new OpRow(
                "ops.GradientClip", "", x -> x.get(0).clipGradient(-0.5, 0.25), Plain.unary(v -> v))
            .on(Domain.INDEX)
            .shapes(1, 1)
            .shapes(3, 2)
            .special(2, 2, 0.25)
            .wrong(
                () -> one().clipGradient(1, 0),
                IllegalArgumentException.class,
                "clipGradient: low must be at most high, got low=1.0, high=0.0, at .*")
            .wrong(
                () -> one().clipGradient(Double.NaN, 0),
                IllegalArgumentException.class,
                "clipGradient: .* got low=NaN.*, at .*")
            .wrong(
                () -> one().clipGradient(0, Double.NaN),
                IllegalArgumentException.class,
                "clipGradient: .* high=NaN, at .*"),
        new OpRow(
                "graph.Checkpoint",
                "",
                x -> Autograd.checkpoint(z -> z.sin().elementMult(z), x.get(0)),
                Plain.unary(v -> Math.sin(v) * v))
            .on(Domain.ANY)
            .shapes(1, 1)
            .shapes(3, 2)
            .shapes(0, 2),
        new OpRow(
                "graph.Barrier",
                "in the gradient of a checkpoint",
                x ->
                    Autograd.gradients(
                            Autograd.checkpoint(z -> z.square().elementSum(), x.get(0)), x.get(0))
                        .get(0),
                Plain.unary(v -> 2 * v))
            .on(Domain.ANY)
            .shapes(1, 1)
            .shapes(3, 2),
        new OpRow(
                "ops.RowwiseKron",
                "",
                x -> x.get(0).rowwiseKron(x.get(1)),
                x -> rowwiseKron(x.get(0), x.get(1)))
            .on(Domain.ANY, Domain.ANY)
            .shapes(1, 1, 1, 1)
            .shapes(3, 2, 3, 4)
            .shapes(4, 3, 4, 3)
            .shapes(0, 2, 0, 3)
            .shapes(2, 0, 2, 3)
            .wrong(
                () -> named("a", 2, 3).rowwiseKron(named("b", 3, 2)),
                ShapeMismatchException.class,
                "rowwiseKron: a.rows must equal b.rows, got a='a' 2x3, b='b' 3x2, at .*")
            .wrong(
                () -> named("a", 1, 3).rowwiseKron(named("b", 3, 3)),
                ShapeMismatchException.class,
                "rowwiseKron: a.rows must equal b.rows.*")
            .wrong(
                () -> named("a", 3, 1).rowwiseKron(named("b", 1, 3)),
                ShapeMismatchException.class,
                "rowwiseKron: a.rows must equal b.rows.*"));
  }

  private static Expr one() {
    return named("x", 1, 1);
  }

  private static Expr named(String name, int rows, int cols) {
    return Autograd.input(name, rows, cols);
  }

  private static DMatrixRMaj rowwiseKron(DMatrixRMaj a, DMatrixRMaj b) {
    return Plain.matrix(
        a.numRows,
        a.numCols * b.numCols,
        (i, j) -> a.get(i, j / b.numCols) * b.get(i, j % b.numCols));
  }
}
