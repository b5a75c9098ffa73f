// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.RowOp;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** Matrices below each other, or beside each other. Cotangents: the blocks of yBar. */
record Concat(boolean below) implements RowOp, ExprOp {
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
  public RowRule rows(List<Shape> inputs) {
    return below
        ? RowRule.WHOLE
        : RowRule.each(Collections.nCopies(inputs.size(), true).toArray(new Boolean[0]));
  }

  @Override
  public void forward(Block[] x, Block y) {
    int at = y.at();
    for (Block part : x) {
      int cols = part.cols();
      for (int i = 0; i < part.rows(); i++) {
        int to = below ? at + i * cols : at + i * y.cols();
        System.arraycopy(part.data(), part.at() + i * cols, y.data(), to, cols);
      }
      at += below ? part.rows() * cols : cols;
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
