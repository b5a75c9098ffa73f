// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/**
 * The maximum or minimum over each side that is 1 in the target. NaN wins. Cotangent: shared evenly
 * among the k elements that attain it, 1/k each.
 */
record Extremum(boolean max, Shape target) implements MatrixOp, ExprOp {
  @Override
  public String label() {
    return (max ? "maxTo[" : "minTo[") + target + "]";
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
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    double[] from = x[0].data;
    int rows = x[0].numRows;
    int cols = x[0].numCols;
    for (int i = 0; i < rows; i++) {
      int row = target.rows() == 1 ? 0 : i;
      for (int j = 0; j < cols; j++) {
        int to = target.cols() == 1 ? row * target.cols() : row * target.cols() + j;
        boolean first = (i == 0 || target.rows() > 1) && (j == 0 || target.cols() > 1);
        double v = from[i * cols + j];
        y.data[to] = first ? v : max ? Math.max(y.data[to], v) : Math.min(y.data[to], v);
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
