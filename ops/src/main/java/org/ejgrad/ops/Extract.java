// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/**
 * The block of rows [row0, row1) and columns [col0, col1). Cotangent: yBar at its place in a matrix
 * of zeros.
 */
record Extract(int row0, int row1, int col0, int col1) implements MatrixOp, ExprOp {
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
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    int cols = col1 - col0;
    for (int i = row0; i < row1; i++) {
      System.arraycopy(x[0].data, i * x[0].numCols + col0, y.data, (i - row0) * cols, cols);
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(new Embed(x.get(0).shape(), row0, col0), yBar));
  }

  /** x as a block at (row0, col0) of a matrix of zeros. Cotangent: the block of yBar. */
  private record Embed(Shape target, int row0, int col0) implements MatrixOp, ExprOp {
    @Override
    public String label() {
      return "embed[" + target + " at " + row0 + ", " + col0 + "]";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return target;
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      y.zero();
      int cols = x[0].numCols;
      for (int i = 0; i < x[0].numRows; i++) {
        System.arraycopy(x[0].data, i * cols, y.data, (row0 + i) * target.cols() + col0, cols);
      }
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      Shape block = x.get(0).shape();
      return List.of(yBar.extractMatrix(row0, row0 + block.rows(), col0, col0 + block.cols()));
    }
  }
}
