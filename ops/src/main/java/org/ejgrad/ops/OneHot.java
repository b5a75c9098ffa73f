// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** y_ij = 1 for j = k_i, otherwise 0, for a column k of class indices. No derivative. */
record OneHot(int classes) implements FromWholeNumbers {
  @Override
  public String label() {
    return "oneHot[" + classes + "]";
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
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return this::mark;
  }

  private void mark(Block[] x, Block y) {
    y.fill(0, y.length(), 0);
    for (int i = 0; i < y.rows(); i++) {
      y.set(i * classes + Indices.at(x[0], i, classes), 1);
    }
  }
}
