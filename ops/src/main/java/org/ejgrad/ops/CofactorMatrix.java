// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * The matrix C of cofactors of a, d a^-T, by its LU factor, also of a singular matrix. Cotangent:
 * &lt;C, yBar&gt; W - C yBar' W with W = a^-T, so that second derivatives need a regular matrix.
 * Without d, which may over- or underflow where C and W do not.
 */
record CofactorMatrix(Note called) implements RoundingAwareOp {
  /** C, for the determinant that the user called. */
  static Expr apply(Note called, Expr a, Expr lu) {
    return Expr.apply(new CofactorMatrix(called), a, lu);
  }

  @Override
  public String label() {
    return "cofactors";
  }

  @Override
  public String calledAs() {
    return called.text();
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "a" : "lu";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
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
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    return new MatrixKernel(2, new Cofactors(inputs.get(0).rows(), Numerics.epsilon(kept)));
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr w = Determinant.inverseTransposed(called.of(y), x.get(0), x.get(1));
    return List.of(y.dot(yBar).elementMult(w).minus(y.mult(yBar.transpose()).mult(w)));
  }
}
