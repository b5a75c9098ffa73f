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
 * The block of rows [row0, row1) and columns [col0, col1). Cotangent: yBar at its place in a matrix
 * of zeros.
 */
record Extract(int row0, int row1, int col0, int col1) implements ExprOp {
  @Override
  public String label() {
    return "extractMatrix[" + row0 + ":" + row1 + ", " + col0 + ":" + col1 + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (row0 < 0 || row0 > row1 || row1 > x.rows() || col0 < 0 || col0 > col1 || col1 > x.cols()) {
      throw ShapeMismatchException.violated(
          "0 <= from <= to <= side must hold for rows and columns");
    }
    return Shape.of(row1 - row0, col1 - col0);
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return takesAllRows(inputs) ? RowRule.each(true) : RowRule.WHOLE;
  }

  private boolean takesAllRows(List<Shape> inputs) {
    return row0 == 0 && row1 == inputs.get(0).rows();
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return takesAllRows(inputs)
        ? (x, y) -> extract(x, y, 0, y.rows())
        : Kernel.ofItems(row1 - row0, this::extract);
  }

  private void extract(Block[] x, Block y, int from, int to) {
    for (int i = from; i < to; i++) {
      y.copy(i * y.cols(), x[0], (row0 + i) * x[0].cols() + col0, y.cols());
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(new Embed(x.get(0).shape(), row0, col0), yBar));
  }

  /** x as a block at (row0, col0) of a matrix of zeros. Cotangent: the block of yBar. */
  private record Embed(Shape target, int row0, int col0) implements ExprOp {
    @Override
    public String label() {
      return "embed[" + target + " at " + row0 + ", " + col0 + "]";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return target;
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return fillsAllRows(inputs) ? RowRule.each(true) : RowRule.WHOLE;
    }

    private boolean fillsAllRows(List<Shape> inputs) {
      return inputs.get(0).rows() == target.rows();
    }

    @Override
    public Numbers numbers() {
      return Numbers.ANY_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return fillsAllRows(inputs)
          ? (x, y) -> embed(x, y, 0, y.rows())
          : Kernel.ofItems(target.rows(), this::embed);
    }

    private void embed(Block[] x, Block y, int from, int to) {
      y.fill(from * y.cols(), (to - from) * y.cols(), 0);
      int cols = x[0].cols();
      int end = Math.min(to, row0 + x[0].rows());
      for (int i = Math.max(from, row0); i < end; i++) {
        y.copy(i * y.cols() + col0, x[0], (i - row0) * cols, cols);
      }
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      Shape block = x.get(0).shape();
      return List.of(yBar.extractMatrix(row0, row0 + block.rows(), col0, col0 + block.cols()));
    }
  }
}
