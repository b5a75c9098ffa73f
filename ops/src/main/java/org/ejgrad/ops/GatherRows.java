// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;

/**
 * y_i = x_(k_i): row k_i of x as row i, for a column k of indices. Cotangent: row i of yBar added
 * to row k_i of zeros. No derivative flows to the indices.
 */
record GatherRows() implements ByIndices {
  @Override
  public String label() {
    return "gatherRows";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    ByIndices.requireColumn(inputs.get(1));
    return Shape.of(inputs.get(1).rows(), inputs.get(0).cols());
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(false, true);
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return GatherRows::gather;
  }

  private static void gather(Block[] x, Block y) {
    int cols = y.cols();
    for (int i = 0; i < y.rows(); i++) {
      y.copy(i * cols, x[0], Indices.at(x[1], i, x[0].rows()) * cols, cols);
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar.scatterAddRows(x.get(1), x.get(0).rows()));
  }
}
