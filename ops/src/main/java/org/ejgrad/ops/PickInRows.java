// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;

/**
 * y_ij = x_(i, k_ij) for column numbers k, which {@link SortedColumns} makes: so none is out of
 * range, nor twice in a row. Cotangent: each element of yBar at its place in zeros.
 */
record PickInRows() implements ExprOp {
  @Override
  public String label() {
    return "pickInRows";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(1);
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(true, true);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return (x, y) -> {
      int cols = y.cols();
      for (int i = 0; i < y.rows(); i++) {
        for (int at = i * cols; at < (i + 1) * cols; at++) {
          y.set(at, x[0].get(i * x[0].cols() + (int) x[1].get(at)));
        }
      }
    };
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(new PutInRows(x.get(0).cols()), yBar, x.get(1)));
  }

  /** y_(i, k_ij) = x_ij in zeros with this many columns. Cotangent: picked. */
  record PutInRows(int cols) implements ExprOp {
    @Override
    public String label() {
      return "putInRows[" + cols + "]";
    }

    @Override
    public boolean differentiable(int input) {
      return input == 0;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.get(0).rows(), cols);
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return RowRule.each(true, true);
    }

    @Override
    public Numbers numbers() {
      return Numbers.ANY_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return this::put;
    }

    private void put(Block[] x, Block y) {
      y.fill(0, y.length(), 0);
      int count = x[0].cols();
      for (int i = 0; i < x[0].rows(); i++) {
        for (int at = i * count; at < (i + 1) * count; at++) {
          y.set(i * cols + (int) x[1].get(at), x[0].get(at));
        }
      }
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      return List.of(Expr.apply(new PickInRows(), yBar, x.get(1)));
    }
  }
}
