// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Paths;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;

/**
 * The Jacobian of a function of one matrix; made by {@link Autograd#jacobian} and {@link
 * Autograd#hessian}. One program is compiled for each shape of the argument: it gives a row, by a
 * VJP, or a column, by a JVP, whichever are fewer, and runs once for each. Rows it is too where an
 * op on the way, as a clipped gradient, has no JVP.
 */
public final class JacobianFunction {
  private final String what;
  private final UnaryOperator<Expr> function;
  private final ShapeCache<Rows> programs = new ShapeCache<>();

  /** The program that gives a row for a seed, or a column for a tangent. */
  private record Rows(Expr x, Expr seed, Expr row, boolean forward, Workspace workspace) {}

  /** The derivative of a function, as a matrix that messages call so. */
  JacobianFunction(String what, UnaryOperator<Expr> function) {
    this.what = what;
    this.function = function;
  }

  /**
   * The result of a function, which must be computed from its argument: one that is not usually
   * takes another variable by mistake. If no derivative flows on the way, its derivatives are 0.
   */
  static Expr resultOf(String what, UnaryOperator<Expr> function, Expr x) {
    Expr y = function.apply(x);
    check(
        y.node() == x.node() || !Paths.between(x, y).isEmpty(),
        "%s: the function must compute its result from its argument, got %s, which does not read"
            + " it. Use the argument, not another variable.",
        what,
        y.node().describe());
    return y;
  }

  /**
   * The Jacobian at this point: element (i, j) is the derivative of element i of the result in
   * element j of x, both counted row by row.
   *
   * @param x the argument. Not modified.
   * @return a matrix of the caller's own
   * @throws IllegalArgumentException if no matrix holds so many elements
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
    check(
        (long) y.shape().elements() * shape.elements() <= Integer.MAX_VALUE,
        "%s: a matrix holds at most 2147483647 elements, got a result %s of an argument %s."
            + " Use jvp, vjp or hvp",
        what,
        y.shape(),
        shape);
    return (y.shape().elements() > shape.elements() ? columns(x, y) : Optional.<Rows>empty())
        .orElseGet(() -> rows(x, y));
  }

  private static Optional<Rows> columns(Expr x, Expr y) {
    Expr seed = Autograd.input("seed", x.rows(), x.cols());
    return Curvature.linearJvp(y, List.of(x), List.of(seed), Gradients.Unreached.ZERO)
        .map(column -> new Rows(x, seed, column, true, Autograd.compile(column).workspace()));
  }

  private static Rows rows(Expr x, Expr y) {
    Expr seed = Autograd.input("seed", y.rows(), y.cols());
    Expr row = Autograd.vjp(y, seed, List.of(x), Gradients.Unreached.ZERO).get(0);
    return new Rows(x, seed, row, false, Autograd.compile(row).workspace());
  }
}
