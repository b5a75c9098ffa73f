// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.kernels.ProductKernels;

/**
 * y = op(a) op(b), op = identity or transpose. Plain case: a m x k, b k x n, y m x n, aBar = yBar
 * b', bBar = a' yBar. The cotangents are products with flags again, so the rules close and no
 * transpose is ever made.
 */
record MatMul(boolean transA, boolean transB) implements ExprOp {
  @Override
  public String label() {
    return transA ? transB ? "multTransAB" : "multTransA" : transB ? "multTransB" : "mult";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = transA ? inputs.get(0).transposed() : inputs.get(0);
    Shape b = transB ? inputs.get(1).transposed() : inputs.get(1);
    if (a.cols() != b.rows()) {
      throw ShapeMismatchException.violated(
          (transA ? "a.rows" : "a.cols") + " must equal " + (transB ? "b.cols" : "b.rows"));
    }
    return Shape.of(a.rows(), b.cols());
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    if (!transA) {
      return RowRule.each(true, false);
    }
    return transB ? RowRule.WHOLE : RowRule.sum(true, true);
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return (x, y) -> ProductKernels.product(x[0], transA, x[1], transB, y);
  }

  /** A multiply-add costs about half an addition that goes through memory. */
  @Override
  public double cost(List<Shape> inputs, Shape result) {
    Shape a = inputs.get(0);
    return 0.5 * result.elements() * (transA ? a.rows() : a.cols());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr a = x.get(0);
    Expr b = x.get(1);
    return List.of(
        transA ? apply(transB, true, b, yBar) : apply(false, !transB, yBar, b),
        transB ? apply(true, transA, yBar, a) : apply(!transA, false, a, yBar));
  }

  private static Expr apply(boolean transA, boolean transB, Expr a, Expr b) {
    return Expr.apply(new MatMul(transA, transB), a, b);
  }

  /** A transposed factor becomes a flag. */
  @Override
  public Node rewrite(Node y) {
    Node a = Transpose.under(y.input(0));
    Node b = Transpose.under(y.input(1));
    boolean flipA = a != y.input(0);
    boolean flipB = b != y.input(1);
    return flipA || flipB ? Node.apply(new MatMul(transA ^ flipA, transB ^ flipB), a, b) : y;
  }
}
