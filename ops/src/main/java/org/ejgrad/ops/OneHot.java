// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.RowOp;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** y_ij = 1 for j = k_i, otherwise 0, for a column k of class indices. No derivative. */
record OneHot(int classes) implements RowOp, ExprOp {
  @Override
  public String label() {
    return "oneHot[" + classes + "]";
  }

  @Override
  public boolean differentiable(int input) {
    return false;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.get(0).cols() != 1) {
      throw ShapeMismatchException.violated("class indices must be one column");
    }
    return Shape.of(inputs.get(0).rows(), classes);
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(true);
  }

  @Override
  public void forward(Block[] x, Block y) {
    Arrays.fill(y.data(), y.at(), y.at() + y.length(), 0);
    for (int i = 0; i < y.rows(); i++) {
      y.data()[y.at() + i * classes + Indices.at(x[0], i, classes)] = 1;
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of();
  }
}
