// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;

/**
 * The Jacobian of a function of one matrix; made by {@link Autograd#jacobian} and {@link
 * Autograd#hessian}. One program is compiled for each shape of the argument: it gives a row, by a
 * VJP, or a column, by a JVP, whichever are fewer, and runs once for each.
 */
public final class JacobianFunction {
  private final UnaryOperator<Expr> function;
  private final ShapeCache<Rows> programs = new ShapeCache<>();

  /** The program that gives a row for a seed, or a column for a tangent. */
  private record Rows(Expr x, Expr seed, Expr row, boolean forward, Workspace workspace) {}

  JacobianFunction(UnaryOperator<Expr> function) {
    this.function = function;
  }

  /**
   * The Jacobian at this point: element (i, j) is the derivative of element i of the result in
   * element j of x, both counted row by row.
   *
   * @param x the argument. Not modified.
   * @return a matrix of the caller's own
   */
  public synchronized DMatrixRMaj at(DMatrixRMaj x) {
    Rows rows = programs.of(List.of(Shape.of(x)), this::trace);
    rows.workspace.set(rows.x, x);
    int seeds = rows.seed.shape().elements();
    int length = rows.row.shape().elements();
    DMatrixRMaj seed = new DMatrixRMaj(rows.seed.rows(), rows.seed.cols());
    rows.workspace.set(rows.seed, seed);
    DMatrixRMaj jacobian =
        rows.forward ? new DMatrixRMaj(length, seeds) : new DMatrixRMaj(seeds, length);
    for (int i = 0; i < seeds; i++) {
      seed.data[i] = 1;
      double[] row = rows.workspace.run().value(rows.row).data;
      seed.data[i] = 0;
      for (int j = 0; j < length; j++) {
        jacobian.set(rows.forward ? j : i, rows.forward ? i : j, row[j]);
      }
    }
    return jacobian;
  }

  private Rows trace(List<Shape> shapes) {
    Shape shape = shapes.get(0);
    Expr x = Autograd.input("argument", shape.rows(), shape.cols());
    Expr y = function.apply(x);
    boolean forward = y.shape().elements() > shape.elements();
    Shape seedShape = forward ? shape : y.shape();
    Expr seed = Autograd.input("seed", seedShape.rows(), seedShape.cols());
    Expr row =
        forward
            ? Autograd.jvp(y, List.of(x), List.of(seed))
            : Autograd.vjp(y, seed, List.of(x), Gradients.Unreached.ERROR).get(0);
    return new Rows(x, seed, row, forward, Autograd.compile(row).workspace());
  }
}
