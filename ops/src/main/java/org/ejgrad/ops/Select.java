// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.kernels.Elementwise;

/**
 * y_ij = a_ij where the condition is not 0, otherwise b_ij. The branch not taken contributes
 * exactly 0 to every gradient, whatever it holds: slopes meet its cotangents of 0 by a carry, and
 * all products of a graph with a selection are told by {@link #selects} to carry likewise. No
 * derivative flows to the condition.
 */
record Select() implements ElementwiseOp, ExprOp {
  @Override
  public String label() {
    return "select";
  }

  @Override
  public String role(int input, int count) {
    return List.of("condition", "a", "b").get(input);
  }

  @Override
  public boolean differentiable(int input) {
    return input > 0;
  }

  @Override
  public boolean selects(int input) {
    return input > 0;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Elementwise.select(precision);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr condition = x.get(0);
    return List.of(condition.select(yBar, yBar.zeros()), condition.select(yBar.zeros(), yBar));
  }
}
