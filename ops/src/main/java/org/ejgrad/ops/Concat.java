// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** Matrices below each other, or beside each other. Cotangents: the blocks of yBar. */
record Concat(boolean below) implements ExprOp {
  @Override
  public String label() {
    return below ? "concatRows" : "concatColumns";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    long rows = 0;
    long cols = 0;
    for (Shape x : inputs) {
      if (below ? x.cols() != inputs.get(0).cols() : x.rows() != inputs.get(0).rows()) {
        throw ShapeMismatchException.violated(
            "all must have the same number of " + (below ? "columns" : "rows"));
      }
      rows = below ? rows + x.rows() : x.rows();
      cols = below ? x.cols() : cols + x.cols();
    }
    return Numerics.resultOf(rows, cols);
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return below
        ? RowRule.WHOLE
        : RowRule.each(Collections.nCopies(inputs.size(), true).toArray(new Boolean[0]));
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return this::join;
  }

  private void join(Block[] x, Block y) {
    int to = 0;
    for (Block part : x) {
      int cols = part.cols();
      if (below) {
        y.copy(to, part, 0, part.length());
      } else {
        for (int i = 0; i < part.rows(); i++) {
          y.copy(to + i * y.cols(), part, i * cols, cols);
        }
      }
      to += below ? part.length() : cols;
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
