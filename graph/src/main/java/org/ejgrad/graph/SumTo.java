// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Sums over each side that is 1 in the target: y_i = sum_j x_ij for mx1, y_j = sum_i x_ij for 1xn,
 * the sum of everything for 1x1. Cotangent: broadcast back. The sum of nothing is 0.
 */
record SumTo(Shape target) implements MatrixOp {
  @Override
  public String label() {
    return "sumTo[" + target + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (!target.broadcastsTo(inputs.get(0))) {
      throw ShapeMismatchException.violated(
          "each side of " + target + " must be 1 or equal to the side of x");
    }
    return target;
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    DMatrixRMaj a = x[0];
    if (target.rows() == a.numRows && target.cols() == a.numCols) {
      System.arraycopy(a.data, 0, y.data, 0, a.numRows * a.numCols);
    } else if (target.isScalar()) {
      y.data[0] = Sums.all(a.data, 0, a.numRows * a.numCols);
    } else if (target.cols() == 1) {
      for (int i = 0; i < a.numRows; i++) {
        y.data[i] = Sums.all(a.data, i * a.numCols, a.numCols);
      }
    } else {
      Sums.columns(a.data, a.numRows, a.numCols, y.data);
    }
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of(Structure.broadcast(yBar, y.input(0).shape()));
  }

  @Override
  public Node rewrite(Node y) {
    return y.input(0).shape().equals(target) ? y.input(0) : y;
  }
}
