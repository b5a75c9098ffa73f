// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * The questions of the sheet, a method each: linear regression of m rows with n features, x m x n,
 * y m x 1, theta n x 1. No method may change its arguments.
 */
public interface RegressionExercise {
  /**
   * Question 1: the mean squared error as a function of theta alone, E(theta) = 1/m sum_i (x_i
   * theta - y_i)^2. The data are constants inside it; each value is 1x1.
   */
  UnaryOperator<Expr> meanSquaredError(DMatrixRMaj x, DMatrixRMaj y);

  /** Question 2: the gradient of E at theta by the formula derived on paper, n x 1. */
  DMatrixRMaj gradient(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta);

  /**
   * Question 3: gradient descent on any E, its gradient taken by {@code grad(E)}: from theta0,
   * {@code steps} times theta = theta - rate * gradient.
   *
   * @return the last theta, in the shape of theta0; theta0 itself after 0 steps
   */
  DMatrixRMaj descend(UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps);

  /**
   * Question 4: fits theta by {@link #descend} from 0 on the training data, then computes the mean
   * squared error of that theta on the training data and on the test data.
   */
  Errors errors(TrainTest data, double rate, int steps);

  /**
   * The answer to question 4.
   *
   * @param training mean squared error on the data theta was fitted to
   * @param test mean squared error on data theta has not seen
   */
  record Errors(double training, double test) {}
}
