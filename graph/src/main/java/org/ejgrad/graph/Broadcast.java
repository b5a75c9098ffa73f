// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/** y_ij = x_ij with each side of length 1 repeated to the target's. Cotangent: summed back. */
record Broadcast(Shape target) implements Op {
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
    return RowRule.eachElement(inputs.get(0).rows() == target.rows());
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return inputs.get(0).isScalar() ? Broadcast::number : Broadcast::rows;
  }

  private static void number(Block[] x, Block y) {
    y.fill(0, y.length(), x[0].get(0));
  }

  private static void rows(Block[] x, Block y) {
    Block a = x[0];
    int rowStep = a.rows == 1 ? 0 : a.cols;
    for (int i = 0; i < y.rows; i++) {
      if (a.cols == 1) {
        y.fill(i * y.cols, y.cols, a.get(i * rowStep));
      } else {
        y.copy(i * y.cols, a, i * rowStep, y.cols);
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
