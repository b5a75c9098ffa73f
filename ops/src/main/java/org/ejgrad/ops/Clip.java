// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.kernels.Elementwise;

/** y_ij = x_ij held between two bounds. Slope 1 inside and at a bound, 0 outside. NaN stays. */
record Clip(double low, double high) implements ElementwiseOp, ExprOp {
  @Override
  public String label() {
    return "clip[" + low + ", " + high + "]";
  }

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Elementwise.clip(precision, low, high);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    // Where clipping changed nothing, x and y are the same.
    return List.of(yBar.carry(Expr.apply(ElementwiseBinary.SAME, x.get(0), y)));
  }
}
