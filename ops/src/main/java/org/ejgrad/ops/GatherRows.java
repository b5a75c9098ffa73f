// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/**
 * y_i = x_(k_i): row k_i of x as row i, for a column k of indices. Cotangent: row i of yBar added
 * to row k_i of zeros. No derivative flows to the indices.
 */
record GatherRows() implements MatrixOp, ExprOp {
  @Override
  public String label() {
    return "gatherRows";
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "x" : "indices";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    requireColumn(inputs.get(1));
    return Shape.of(inputs.get(1).rows(), inputs.get(0).cols());
  }

  private static void requireColumn(Shape indices) {
    if (indices.cols() != 1) {
      throw ShapeMismatchException.violated("indices must be one column");
    }
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    int cols = y.numCols;
    for (int i = 0; i < y.numRows; i++) {
      int row = Indices.at(x[1], i, x[0].numRows);
      System.arraycopy(x[0].data, row * cols, y.data, i * cols, cols);
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(new ScatterAddRows(x.get(0).rows()), yBar, x.get(1)));
  }

  /** Adds row i of x to row k_i of zeros with this many rows. Cotangent: gathered. */
  private record ScatterAddRows(int rows) implements MatrixOp, ExprOp {
    @Override
    public String label() {
      return "scatterAddRows[" + rows + "]";
    }

    @Override
    public boolean differentiable(int input) {
      return input == 0;
    }

    @Override
    public boolean mayFail() {
      return true;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      requireColumn(inputs.get(1));
      return Shape.of(rows, inputs.get(0).cols());
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      y.zero();
      int cols = y.numCols;
      for (int i = 0; i < x[0].numRows; i++) {
        int to = Indices.at(x[1], i, rows) * cols;
        for (int j = 0; j < cols; j++) {
          y.data[to + j] += x[0].data[i * cols + j];
        }
      }
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      return List.of(yBar.gatherRows(x.get(1)));
    }
  }
}
