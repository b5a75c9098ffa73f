// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * x on and below a diagonal, or on and above it, and 0 elsewhere, whatever x holds there; the
 * diagonal holds the elements with j - i = offset. Cotangent: the same triangle of yBar.
 */
record TrianglePart(boolean lower, int offset) implements ExprOp {
  /** The lower triangle of x, mirrored into the upper one; half of the diagonal in each. */
  static Expr mirroredLower(Expr x) {
    Expr half = x.lowerTriangle(0).plus(x.lowerTriangle(-1)).scale(0.5);
    return half.plus(half.transpose());
  }

  @Override
  public String label() {
    return (lower ? "lowerTriangle[" : "upperTriangle[") + offset + "]";
  }

  /** The other triangle is ignored, whatever it holds. */
  @Override
  public boolean selects(int input) {
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
    return this::cut;
  }

  private void cut(Block[] x, Block y) {
    int cols = y.cols();
    y.fill(0, y.length(), 0);
    for (int i = 0; i < y.rows(); i++) {
      // As long, because the offset may be any int.
      long diagonal = (long) i + offset;
      int from = lower ? 0 : clamp(diagonal, cols);
      int to = lower ? clamp(diagonal + 1, cols) : cols;
      y.copy(i * cols + from, x[0], i * cols + from, to - from);
    }
  }

  private static int clamp(long column, int cols) {
    return (int) Math.min(Math.max(column, 0), cols);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(this, yBar));
  }
}
