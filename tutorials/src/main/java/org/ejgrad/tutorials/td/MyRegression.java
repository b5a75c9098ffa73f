// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Your answers. Replace each {@code throw} by the code that the sheet asks for, then run {@link
 * Marker}; for question 5 run this class.
 */
final class MyRegression implements RegressionExercise {
  public static void main(String[] args) {
    Overfitting.print(new MyRegression(), System.out);
  }

  /** Question 1. Start with {@code Expr inputs = Autograd.constant(x);}. */
  @Override
  public UnaryOperator<Expr> meanSquaredError(DMatrixRMaj x, DMatrixRMaj y) {
    throw new NotWrittenYet(1);
  }

  /** Question 2. With EJML's {@code CommonOps_DDRM} only, without EJGrad. */
  @Override
  public DMatrixRMaj gradient(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta) {
    throw new NotWrittenYet(2);
  }

  /** Question 3. Start with {@code GradientFunction gradE = Autograd.grad(e);}. */
  @Override
  public DMatrixRMaj descend(UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
    throw new NotWrittenYet(3);
  }

  /** Question 4. Use your answers to questions 1 and 3. */
  @Override
  public Errors errors(TrainTest data, double rate, int steps) {
    throw new NotWrittenYet(4);
  }
}
