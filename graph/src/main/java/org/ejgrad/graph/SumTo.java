// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * Sums over each side that is 1 in the target: y_i = sum_j x_ij for mx1, y_j = sum_i x_ij for 1xn,
 * the sum of everything for 1x1. Cotangent: broadcast back. The sum of nothing is 0.
 */
record SumTo(Shape target) implements Op {
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
    Shape x = inputs.get(0);
    boolean withinRows = target.rows() == x.rows() && !(target.isScalar() && RowRule.isWide(x));
    return withinRows
        ? RowRule.each(true)
        : target.isScalar() ? RowRule.sumOfElements(true) : RowRule.sum(true);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    if (target.equals(inputs.get(0))) {
      return Kernel::copy;
    }
    if (target.isScalar()) {
      return (x, y) -> y.set(0, Sums.LOOPS.sum(x[0], 0, x[0].length()));
    }
    return target.cols() == 1 ? Sums::rows : Sums.LOOPS.sumColumns(inputs.get(0), precision);
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
