// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * y = op(a)^-1 b by the factor of a, op = identity or transpose. Cotangents with the same factor:
 * bBar = op(a)^-T yBar; aBar = -bBar y', transposed for op = transpose.
 */
record Solve(boolean transposed, Note called) implements RoundingAwareOp {
  /** y = a^-1 b or a'^-1 b, for what the user called. */
  static Expr apply(boolean transposed, Note called, Expr a, Expr lu, Expr b) {
    return Expr.apply(new Solve(transposed, called), a, lu, b);
  }

  @Override
  public String label() {
    return transposed ? "solveTransA" : "solve";
  }

  @Override
  public String calledAs() {
    return called.text();
  }

  @Override
  public String role(int input, int count) {
    return List.of("a", "lu", "b").get(input);
  }

  @Override
  public boolean differentiable(int input) {
    return input != 1;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Numerics.requireRows(inputs.get(0), inputs.get(2));
    return inputs.get(2);
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    Shape b = inputs.get(2);
    double epsilon = Numerics.epsilon(kept);
    DMatrixRMaj scratch = transposed ? new DMatrixRMaj(b.rows(), b.cols()) : new DMatrixRMaj(0, 0);
    return new MatrixKernel(
        3,
        (x, y) -> {
          LuFactor.requireRegular(x[0], x[1], epsilon);
          LuFactor.solve(x[1], transposed, x[2], y, scratch);
        });
  }

  @Override
  public double cost(List<Shape> inputs, Shape result) {
    return (double) result.elements() * result.rows();
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr bBar = apply(!transposed, called.of(y), x.get(0), x.get(1), yBar);
    Expr product = transposed ? y.mult(bBar.transpose()) : bBar.mult(y.transpose());
    return List.of(product.negative(), bBar);
  }
}
