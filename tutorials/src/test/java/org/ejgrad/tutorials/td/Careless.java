// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** A student whose every answer stops; the test knows the lines. */
final class Careless implements RegressionExercise {
  private static int none() {
    return 0;
  }

  /** A shape error while E is traced. */
  @Override
  public UnaryOperator<Expr> meanSquaredError(DMatrixRMaj x, DMatrixRMaj y) {
    Expr inputs = Autograd.constant(x);
    Expr targets = Autograd.constant(y);
    return theta -> theta.mult(inputs).minus(targets).mean();
  }

  /** An arithmetic error. */
  @Override
  public DMatrixRMaj gradient(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta) {
    DMatrixRMaj gradient = theta.copy();
    int share = x.numRows / none();
    gradient.set(0, share);
    return gradient;
  }

  /** An error inside a library that the student called. */
  @Override
  public DMatrixRMaj descend(UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
    return Autograd.grad(e).at(new DMatrixRMaj(7, 7));
  }

  @Override
  public Errors errors(TrainTest data, double rate, int steps) {
    throw new IllegalStateException();
  }
}
