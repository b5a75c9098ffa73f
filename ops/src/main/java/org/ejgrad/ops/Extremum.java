// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * The maximum or minimum over each side that is 1 in the target. NaN wins. Cotangent: shared evenly
 * among the k elements that attain it, 1/k each.
 */
record Extremum(boolean max, Shape target, Note called) implements ExprOp {
  static Expr of(String called, boolean max, Expr x, Shape target) {
    return Expr.apply(new Extremum(max, target, Note.of(called)), x);
  }

  @Override
  public String label() {
    return (max ? "maxTo[" : "minTo[") + target + "]";
  }

  @Override
  public String calledAs() {
    return called.text();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.elements() == 0 && target.elements() > 0) {
      throw ShapeMismatchException.violated("nothing has no " + (max ? "maximum" : "minimum"));
    }
    return target;
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return target.rows() == inputs.get(0).rows() ? RowRule.each(true) : RowRule.WHOLE;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    Shape x = inputs.get(0);
    return target.equals(x)
        ? Kernel::copy
        : target.cols() == 1 ? this::withinRows : Kernel.ofColumns(x.cols(), this::downColumns);
  }

  /** Each row, or all, four at a time: a comparison waits for the one before. */
  private void withinRows(Block[] x, Block y) {
    int count = x[0].length() / Math.max(1, y.rows());
    for (int i = 0; i < y.rows(); i++) {
      int at = i * count;
      int end = at + count;
      double best = x[0].get(at);
      double second = best;
      double third = best;
      double fourth = best;
      for (; at + 3 < end; at += 4) {
        best = better(best, x[0].get(at));
        second = better(second, x[0].get(at + 1));
        third = better(third, x[0].get(at + 2));
        fourth = better(fourth, x[0].get(at + 3));
      }
      for (; at < end; at++) {
        best = better(best, x[0].get(at));
      }
      y.set(i, better(better(best, second), better(third, fourth)));
    }
  }

  private void downColumns(Block[] x, Block y, int from, int to) {
    int cols = y.cols();
    y.copy(from, x[0], from, to - from);
    for (int at = cols; at < x[0].length(); at += cols) {
      for (int j = from; j < to; j++) {
        y.set(j, better(y.get(j), x[0].get(at + j)));
      }
    }
  }

  private double better(double a, double b) {
    return max ? Math.max(a, b) : Math.min(a, b);
  }

  /** The best of each row first: rows may be cut into blocks. */
  @Override
  public Node rewrite(Node y) {
    Node x = y.input(0);
    Shape perRow = Shape.of(x.shape().rows(), 1);
    boolean ofRows = target.isScalar() && x.shape().cols() > 1 && x.shape().rows() > 1;
    return ofRows ? Node.apply(this, Node.apply(new Extremum(max, perRow, called), x)) : y;
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr attains = Expr.apply(ElementwiseBinary.SAME, x.get(0), y.broadcast(x.get(0).shape()));
    Expr share = yBar.elementDiv(attains.sumTo(target));
    return List.of(attains.carry(share.broadcast(x.get(0).shape())));
  }
}
