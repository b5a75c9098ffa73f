// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * y = s^-1 b for s = (a + a') / 2 by the Cholesky factor of a. Cotangents with the same factor:
 * bBar = s^-1 yBar; aBar = -(bBar y' + y bBar') / 2.
 */
record SolveSpd() implements ExprOp {
  @Override
  public String label() {
    return "solveSPD";
  }

  @Override
  public String role(int input, int count) {
    return List.of("a", "cholesky", "b").get(input);
  }

  @Override
  public boolean differentiable(int input) {
    return input != 1;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Numerics.requireRows(inputs.get(0), inputs.get(2));
    return inputs.get(2);
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return new MatrixKernel(3, SolveSpd::solve);
  }

  private static void solve(DMatrixRMaj[] x, DMatrixRMaj y) {
    System.arraycopy(x[2].data, 0, y.data, 0, y.getNumElements());
    Substitution.solve(x[1], true, false, false, y);
    Substitution.solve(x[1], true, true, false, y);
  }

  @Override
  public double cost(List<Shape> inputs, Shape result) {
    return (double) result.elements() * result.rows();
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr bBar = Expr.apply(this, x.get(0), x.get(1), yBar);
    Expr product = bBar.mult(y.transpose());
    return List.of(product.plus(product.transpose()).scale(-0.5), bBar);
  }
}
