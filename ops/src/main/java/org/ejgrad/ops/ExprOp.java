// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;

/**
 * An op whose reverse rule is written with expressions. To define an op of your own, implement this
 * together with {@link org.ejgrad.graph.MatrixOp} or {@link org.ejgrad.graph.ElementwiseOp}, in a
 * record so that equal applications are merged, and apply it with {@link Expr#apply}. Check it with
 * {@link GradientCheck}.
 */
public interface ExprOp extends Op {
  /**
   * The cotangents of the differentiable inputs, in their order, each in its input's shape.
   *
   * @param x the inputs
   * @param y the result; often cheaper to use than to compute again from x
   * @param yBar the cotangent of y
   */
  List<Expr> vjp(List<Expr> x, Expr y, Expr yBar);

  @Override
  default List<Node> vjp(Node y, Node yBar) {
    List<Expr> x = new ArrayList<>(y.inputCount());
    for (Node input : y.inputs()) {
      x.add(Expr.of(input));
    }
    List<Node> xBars = new ArrayList<>(x.size());
    for (Expr xBar : vjp(x, Expr.of(y), Expr.of(yBar))) {
      xBars.add(xBar.node());
    }
    return xBars;
  }
}
