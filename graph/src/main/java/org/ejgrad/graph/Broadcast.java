// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import java.util.List;

/** y_ij = x_ij with each side of length 1 repeated to the target's. Cotangent: summed back. */
record Broadcast(Shape target) implements RowOp {
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
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(inputs.get(0).rows() == target.rows());
  }

  @Override
  public void forward(Block[] x, Block y) {
    Block a = x[0];
    int cols = target.cols();
    int rowStep = a.rows == 1 ? 0 : a.cols;
    boolean oneColumn = a.cols == 1;
    for (int i = 0; i < y.rows; i++) {
      int from = a.at + i * rowStep;
      int to = y.at + i * cols;
      if (oneColumn) {
        Arrays.fill(y.data, to, to + cols, a.data[from]);
      } else {
        System.arraycopy(a.data, from, y.data, to, cols);
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
