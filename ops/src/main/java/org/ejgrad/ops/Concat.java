// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** Matrices below each other, or beside each other. Cotangents: the blocks of yBar. */
record Concat(boolean below) implements MatrixOp, ExprOp {
  @Override
  public String label() {
    return below ? "concatRows" : "concatColumns";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    int rows = 0;
    int cols = 0;
    for (Shape x : inputs) {
      if (below ? x.cols() != inputs.get(0).cols() : x.rows() != inputs.get(0).rows()) {
        throw ShapeMismatchException.violated(
            "all must have the same number of " + (below ? "columns" : "rows"));
      }
      rows = below ? rows + x.rows() : x.rows();
      cols = below ? x.cols() : cols + x.cols();
    }
    return Shape.of(rows, cols);
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    int at = 0;
    for (DMatrixRMaj part : x) {
      int cols = part.numCols;
      for (int i = 0; i < part.numRows; i++) {
        int to = below ? at + i * cols : at + i * y.numCols;
        System.arraycopy(part.data, i * cols, y.data, to, cols);
      }
      at += below ? part.numRows * cols : cols;
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    List<Expr> bars = new ArrayList<>(x.size());
    int at = 0;
    for (Expr part : x) {
      int end = at + (below ? part.rows() : part.cols());
      bars.add(
          below
              ? yBar.extractMatrix(at, end, 0, y.cols())
              : yBar.extractMatrix(0, y.rows(), at, end));
      at = end;
    }
    return bars;
  }
}
