// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;

/**
 * The rows, or the columns, from the last to the first. Cotangent: yBar flipped. An op of its own
 * because gathering rows would need a column of indices, and columns two transposes besides.
 */
record Flip(boolean ofRows) implements ExprOp {
  @Override
  public String label() {
    return ofRows ? "flipRows" : "flipCols";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return ofRows ? RowRule.WHOLE : RowRule.each(true);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return ofRows ? Kernel.ofItems(inputs.get(0).rows(), Flip::flipRows) : Flip::flipCols;
  }

  private static void flipRows(Block[] x, Block y, int from, int to) {
    int cols = y.cols();
    for (int i = from; i < to; i++) {
      y.copy(i * cols, x[0], (y.rows() - 1 - i) * cols, cols);
    }
  }

  private static void flipCols(Block[] x, Block y) {
    int cols = y.cols();
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < cols; j++) {
        y.set(i * cols + j, x[0].get(i * cols + cols - 1 - j));
      }
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(this, yBar));
  }

  /** Flipped twice it is the matrix itself. */
  @Override
  public Node rewrite(Node y) {
    Node x = y.input(0);
    return x.op().filter(this::equals).isPresent() ? x.input(0) : y;
  }
}
