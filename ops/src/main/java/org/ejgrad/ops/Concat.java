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
    return below ? Kernel.ofItems(shape(inputs).rows(), Concat::below) : Concat::beside;
  }

  private static void below(Block[] x, Block y, int from, int to) {
    int cols = y.cols();
    int top = 0;
    for (Block part : x) {
      int first = Math.max(from, top);
      int end = Math.min(to, top + part.rows());
      if (first < end) {
        y.copy(first * cols, part, (first - top) * cols, (end - first) * cols);
      }
      top += part.rows();
    }
  }

  private static void beside(Block[] x, Block y) {
    int left = 0;
    for (Block part : x) {
      int cols = part.cols();
      for (int i = 0; i < part.rows(); i++) {
        y.copy(left + i * y.cols(), part, i * cols, cols);
      }
      left += cols;
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
