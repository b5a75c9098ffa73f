// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
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
    return this::reduce;
  }

  private void reduce(Block[] x, Block y) {
    int rows = x[0].rows();
    int cols = x[0].cols();
    for (int i = 0; i < rows; i++) {
      int row = y.rows() == 1 ? 0 : i;
      for (int j = 0; j < cols; j++) {
        int at = row * y.cols() + (y.cols() == 1 ? 0 : j);
        boolean first = (i == 0 || y.rows() > 1) && (j == 0 || y.cols() > 1);
        double v = x[0].get(i * cols + j);
        double best = first ? v : y.get(at);
        y.set(at, max ? Math.max(best, v) : Math.min(best, v));
      }
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr attains = Expr.apply(ElementwiseBinary.SAME, x.get(0), y.broadcast(x.get(0).shape()));
    Expr share = yBar.elementDiv(attains.sumTo(target));
    return List.of(attains.carry(share.broadcast(x.get(0).shape())));
  }
}
