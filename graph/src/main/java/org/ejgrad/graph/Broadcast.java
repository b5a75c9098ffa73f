// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** y_ij = x_ij with each side of length 1 repeated to the target's. Cotangent: summed back. */
record Broadcast(Shape target) implements MatrixOp {
  @Override
  public String label() {
    return "broadcast[" + target + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).broadcastsTo(target)) {
      throw ShapeMismatchException.violated(
          "each side must be 1 or equal to the side of " + target);
    }
    return target;
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    double[] from = x[0].data;
    int rows = target.rows();
    int cols = target.cols();
    int rowStride = x[0].numRows == 1 ? 0 : x[0].numCols;
    boolean oneColumn = x[0].numCols == 1;
    for (int i = 0; i < rows; i++) {
      if (oneColumn) {
        Arrays.fill(y.data, i * cols, (i + 1) * cols, from[i * rowStride]);
      } else {
        System.arraycopy(from, i * rowStride, y.data, i * cols, cols);
      }
    }
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of(Structure.sumTo(yBar, y.input(0).shape()));
  }

  @Override
  public Node rewrite(Node y) {
    return y.input(0).shape().equals(target) ? y.input(0) : y;
  }
}
