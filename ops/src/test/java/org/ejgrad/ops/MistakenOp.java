// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/** The value of a right expression under a reverse rule of its own: what a checker must find. */
record MistakenOp(Function<List<Expr>, Expr> value, Rule rule) implements MatrixOp, ExprOp {
  /** A reverse rule. */
  @FunctionalInterface
  interface Rule {
    List<Expr> vjp(List<Expr> x, Expr y, Expr yBar);
  }

  @Override
  public String label() {
    return "mistaken";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return value
        .apply(inputs.stream().map(s -> Autograd.input("x", s.rows(), s.cols())).toList())
        .shape();
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    List<Expr> constants = Arrays.stream(x).map(Autograd::constant).toList();
    y.setTo(value.apply(constants).evaluate());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return rule.vjp(x, y, yBar);
  }
}
