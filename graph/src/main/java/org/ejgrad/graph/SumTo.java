// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * Sums over each side that is 1 in the target: y_i = sum_j x_ij for mx1, y_j = sum_i x_ij for 1xn,
 * the sum of everything for 1x1. Cotangent: broadcast back. The sum of nothing is 0.
 */
record SumTo(Shape target) implements RowOp {
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
  public RowRule rows(List<Shape> inputs) {
    return target.rows() == inputs.get(0).rows() ? RowRule.each(true) : RowRule.sum(true);
  }

  @Override
  public void forward(Block[] x, Block y) {
    Block a = x[0];
    if (y.rows == a.rows && y.cols == a.cols) {
      System.arraycopy(a.data, a.at, y.data, y.at, a.length());
    } else if (target.isScalar()) {
      y.data[y.at] = Sums.all(a.data, a.at, a.length());
    } else if (target.cols() == 1) {
      for (int i = 0; i < a.rows; i++) {
        y.data[y.at + i] = Sums.all(a.data, a.at + i * a.cols, a.cols);
      }
    } else {
      Sums.columns(a, y);
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
