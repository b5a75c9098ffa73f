// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.Lists;
import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Demand;
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

  /**
   * The same for a rule that can use what else the reverse pass knows; see {@link Op#vjp(Node,
   * Node, Demand)}.
   */
  default List<Expr> vjp(List<Expr> x, Expr y, Expr yBar, Demand demand) {
    return vjp(x, y, yBar);
  }

  @Override
  default List<Node> vjp(Node y, Node yBar) {
    return vjp(y, yBar, Demand.ALL);
  }

  @Override
  default List<Node> vjp(Node y, Node yBar, Demand demand) {
    Expr[] x = new Expr[y.inputCount()];
    for (int k = 0; k < x.length; k++) {
      x[k] = Expr.of(y.input(k));
    }
    return Lists.transform(vjp(Arrays.asList(x), Expr.of(y), Expr.of(yBar), demand), Expr::node);
  }
}
