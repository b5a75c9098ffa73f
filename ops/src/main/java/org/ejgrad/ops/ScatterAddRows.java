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
 * Adds row i of x to row k_i of zeros with this many rows, in time linear in both. Cotangent: the
 * rows of yBar gathered. No derivative flows to the indices.
 */
record ScatterAddRows(int rows) implements ByIndices {
  /** So many numbers of double add up to an error of 1e-12 of their sum at most. */
  private static final int FEW_ROWS = 8192;

  /** So many of float to one of 1e-5. */
  private static final int FEW_ROWS_OF_FLOAT = 256;

  @Override
  public String label() {
    return "scatterAddRows[" + rows + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    ByIndices.requireColumn(inputs.get(1));
    if (inputs.get(1).rows() != inputs.get(0).rows()) {
      throw ShapeMismatchException.violated("indices must be as many as the rows of x");
    }
    return Shape.of(rows, inputs.get(0).cols());
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.sum(true, true);
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int length = rows * inputs.get(0).cols();
    int few = precision == Precision.FLOAT64 ? FEW_ROWS : FEW_ROWS_OF_FLOAT;
    boolean large = length > RowRule.LARGEST_SUM;
    return large && inputs.get(0).rows() <= few ? this::scatter : new Compensated(length);
  }

  /** Plainly, without the memory that compensation takes. */
  private void scatter(Block[] x, Block y) {
    y.fill(0, y.length(), 0);
    int cols = y.cols();
    for (int i = 0; i < x[0].rows(); i++) {
      int to = Indices.at(x[1], i, rows) * cols;
      for (int j = 0; j < cols; j++) {
        y.set(to + j, y.get(to + j) + x[0].get(i * cols + j));
      }
    }
  }

  /** With Kahan's compensation: any number of rows may meet in one, here or over many blocks. */
  private static final class Compensated implements Kernel {
    private final CompensatedSums sums;

    Compensated(int length) {
      sums = new CompensatedSums(length);
    }

    @Override
    public void run(Block[] x, Block y) {
      sums.clear();
      int cols = y.cols();
      for (int i = 0; i < x[0].rows(); i++) {
        int to = Indices.at(x[1], i, y.rows()) * cols;
        for (int j = 0; j < cols; j++) {
          sums.add(to + j, x[0].get(i * cols + j));
        }
      }
      sums.store(y);
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar.gatherRows(x.get(1)));
  }
}
