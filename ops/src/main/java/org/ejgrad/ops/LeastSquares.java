// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * y = R^-1 Q' b for the factor of a = Q R. Cotangents: bBar = Q z with z = R^-T yBar, and aBar = (b
 * - a y) z' R^-T - bBar y', whose first term is 0 for a square a (Golub and Pereyra 1973). It is an
 * op, and not composed of Q and R, because the cotangent of R is as large as the square of the
 * inverse: where that overflows, only what is as large should.
 */
record LeastSquares() implements ExprOp {
  private static final String NAME = "leastSquares";

  @Override
  public String label() {
    return NAME;
  }

  @Override
  public String role(int input, int count) {
    return List.of("a", "qr", "b").get(input);
  }

  @Override
  public boolean differentiable(int input) {
    return input != 1;
  }

  /** Notes the user's line, which ops of the reverse rule tell. */
  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Numerics.requireRows(inputs.get(0), inputs.get(2));
    return Shape.of(inputs.get(0).cols(), inputs.get(2).cols());
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int m = inputs.get(0).rows();
    int n = inputs.get(0).cols();
    DMatrixRMaj q = new DMatrixRMaj(m, n);
    DMatrixRMaj r = new DMatrixRMaj(n, n);
    return new MatrixKernel(
        3,
        (x, y) -> {
          CommonOps_DDRM.extract(x[1], 0, m, 0, n, q);
          CommonOps_DDRM.extract(x[1], m, m + n, 0, n, r);
          CommonOps_DDRM.multTransA(q, x[2], y);
          Substitution.solve(r, false, false, false, y);
        });
  }

  @Override
  public double cost(List<Shape> inputs, Shape result) {
    return (double) inputs.get(0).elements() * result.cols();
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr a = x.get(0);
    Expr b = x.get(2);
    Note called = Note.of(NAME).of(y);
    Expr q = FactorPart.QR_Q.of(called, a, x.get(1));
    Expr r = FactorPart.QR_R.of(called, a, x.get(1));
    Expr z = SolveTriangular.apply(Triangle.LOWER, called, r.transpose(), yBar);
    Expr bBar = q.mult(z);
    Expr inside = bBar.mult(y.transpose()).negative();
    if (a.rows() == a.cols()) {
      return List.of(inside, bBar);
    }
    Expr residual = b.minus(a.mult(y));
    Expr outside = SolveTriangular.apply(Triangle.UPPER, called, r, z.mult(residual.transpose()));
    return List.of(inside.plus(outside.transpose()), bBar);
  }
}
