// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** A student who has everything right but for the answers that a test replaces. */
record Answers(ErrorAnswer error, GradientAnswer gradient, DescentAnswer descent, TestAnswer test)
    implements RegressionExercise {
  interface ErrorAnswer {
    UnaryOperator<Expr> of(DMatrixRMaj x, DMatrixRMaj y);
  }

  interface GradientAnswer {
    DMatrixRMaj of(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta);
  }

  interface DescentAnswer {
    DMatrixRMaj of(UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps);
  }

  interface TestAnswer {
    Errors of(TrainTest data, double rate, int steps);
  }

  static Answers right() {
    Solution solution = new Solution();
    return new Answers(
        solution::meanSquaredError, solution::gradient, solution::descend, solution::errors);
  }

  Answers withError(ErrorAnswer other) {
    return new Answers(other, gradient, descent, test);
  }

  Answers withGradient(GradientAnswer other) {
    return new Answers(error, other, descent, test);
  }

  Answers withDescent(DescentAnswer other) {
    return new Answers(error, gradient, other, test);
  }

  Answers withTest(TestAnswer other) {
    return new Answers(error, gradient, descent, other);
  }

  @Override
  public UnaryOperator<Expr> meanSquaredError(DMatrixRMaj x, DMatrixRMaj y) {
    return error.of(x, y);
  }

  @Override
  public DMatrixRMaj gradient(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta) {
    return gradient.of(x, y, theta);
  }

  @Override
  public DMatrixRMaj descend(UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
    return descent.of(e, theta0, rate, steps);
  }

  @Override
  public Errors errors(TrainTest data, double rate, int steps) {
    return test.of(data, rate, steps);
  }
}
