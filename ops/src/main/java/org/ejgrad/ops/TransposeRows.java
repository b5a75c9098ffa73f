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
 * Each row, which holds a matrix of this shape row by row, with that matrix transposed. Cotangent:
 * transposed back.
 */
record TransposeRows(Shape inner) implements ExprOp {
  @Override
  public String label() {
    return "transposeRows[" + inner + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.get(0).cols() != inner.elements()) {
      throw ShapeMismatchException.violated("each row must hold a matrix of " + inner);
    }
    return inputs.get(0);
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
    return this::transpose;
  }

  private void transpose(Block[] x, Block y) {
    int p = inner.rows();
    int q = inner.cols();
    for (int n = 0; n < y.rows(); n++) {
      int row = n * y.cols();
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < q; j++) {
          y.set(row + j * p + i, x[0].get(row + i * q + j));
        }
      }
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(new TransposeRows(inner.transposed()), yBar));
  }
}
