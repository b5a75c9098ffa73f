// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/** x itself, refused where its 1-norm, the largest column sum of sizes, is above the bound. */
record NormAtMost(double bound) implements ExprOp {
  @Override
  public String label() {
    return "normAtMost[" + bound + "]";
  }

  @Override
  public String calledAs() {
    return "matrixExp";
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return this::check;
  }

  private void check(Block[] x, Block y) {
    int cols = y.cols();
    for (int j = 0; j < cols; j++) {
      double sum = 0;
      for (int i = 0; i < y.rows(); i++) {
        sum += Math.abs(x[0].get(i * cols + j));
      }
      if (!(sum <= bound)) {
        requireFinite(x[0], cols);
        throw Numerics.refused(
            "the 1-norm must be at most the stated %s, got %s in column %s; %s",
            bound, sum, j, sum > Double.MAX_VALUE ? "scale the matrix" : "state a larger bound");
      }
    }
    y.copy(0, x[0], 0, y.length());
  }

  private static void requireFinite(Block x, int cols) {
    for (int i = 0; i < x.length(); i++) {
      Numerics.requireFinite(x.get(i), i / cols, i % cols);
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar);
  }
}
