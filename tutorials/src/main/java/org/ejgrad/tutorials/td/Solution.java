// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.grad;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The answers to the sheet. Running it prints the table of question 5. */
final class Solution implements RegressionExercise {
  public static void main(String[] args) {
    Overfitting.print(new Solution(), System.out);
  }

  @Override
  public UnaryOperator<Expr> meanSquaredError(DMatrixRMaj x, DMatrixRMaj y) {
    Expr inputs = constant(x);
    Expr targets = constant(y);
    return theta -> inputs.mult(theta).minus(targets).square().mean();
  }

  /** 2/m x' (x theta - y). */
  @Override
  public DMatrixRMaj gradient(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta) {
    DMatrixRMaj residual = new DMatrixRMaj(x.numRows, 1);
    CommonOps_DDRM.mult(x, theta, residual);
    CommonOps_DDRM.subtractEquals(residual, y);
    DMatrixRMaj gradient = new DMatrixRMaj(x.numCols, 1);
    CommonOps_DDRM.multTransA(2.0 / x.numRows, x, residual, gradient);
    return gradient;
  }

  @Override
  public DMatrixRMaj descend(UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
    GradientFunction gradE = grad(e);
    DMatrixRMaj theta = theta0.copy();
    for (int step = 0; step < steps; step++) {
      CommonOps_DDRM.addEquals(theta, -rate, gradE.at(theta));
    }
    return theta;
  }

  @Override
  public Errors errors(TrainTest data, double rate, int steps) {
    UnaryOperator<Expr> training = meanSquaredError(data.trainX(), data.trainY());
    UnaryOperator<Expr> test = meanSquaredError(data.testX(), data.testY());
    DMatrixRMaj theta0 = new DMatrixRMaj(data.trainX().numCols, 1);
    Expr theta = constant(descend(training, theta0, rate, steps));
    return new Errors(training.apply(theta).evaluate().get(0), test.apply(theta).evaluate().get(0));
  }
}
