// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.ops.Autograd.constant;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejgrad.tutorials.td.RegressionExercise.Errors;
import org.ejml.data.DMatrixRMaj;

/**
 * Marks question 4, error on training against error on test data. It builds on questions 1 and 3,
 * so it is right if it follows from the student's own answers to these, or from right ones.
 */
final class TestErrorQuestion {
  private static final TrainTest DATA = TrainTest.generate(99);
  private static final double RATE = 0.1;
  private static final int STEPS = 7;

  private TestErrorQuestion() {}

  /** What is wrong; nothing if it is right. */
  static List<Finding> mark(StudentCode code) {
    TrainTest data = DATA.copy();
    Errors got = code.call(() -> code.exercise().errors(data, RATE, STEPS));
    Problem.requireSame("trainX", data.trainX(), DATA.trainX());
    Problem.requireSame("trainY", data.trainY(), DATA.trainY());
    Problem.requireSame("testX", data.testX(), DATA.testX());
    Problem.requireSame("testY", data.testY(), DATA.testY());
    return explain(got, new Solution())
        .or(() -> explainByOwnParts(code, got))
        .orElse(
            List.of(
                new Finding(
                    Mistake.OTHER,
                    "This builds on questions 1 and 3; make those right first. Then: descend from"
                        + " theta 0 on the E of (trainX, trainY), and evaluate at the theta found"
                        + " that E and the E of (testX, testY).")));
  }

  private static Optional<List<Finding>> explainByOwnParts(StudentCode code, Errors got) {
    try {
      return code.call(() -> explain(got, code.exercise()));
    } catch (Finding.Stop ownPartsStop) {
      // Said already under the question they belong to.
      return Optional.empty();
    }
  }

  /** What these errors are if questions 1 and 3 were answered like this; empty if unknown. */
  private static Optional<List<Finding>> explain(Errors got, RegressionExercise parts) {
    UnaryOperator<Expr> training = parts.meanSquaredError(DATA.trainX(), DATA.trainY());
    UnaryOperator<Expr> test = parts.meanSquaredError(DATA.testX(), DATA.testY());
    DMatrixRMaj theta0 = new DMatrixRMaj(DATA.trainX().numCols, 1);
    DMatrixRMaj theta = parts.descend(training, theta0.copy(), RATE, STEPS);
    double atTraining = value(training, theta);
    double atTest = value(test, theta);
    if (are(got, atTraining, atTest)) {
      return Optional.of(List.of());
    }
    if (are(got, atTest, atTraining)) {
      return found(
          Mistake.SWAPPED,
          "The two errors are right, but in the other order: training, then test.");
    }
    if (are(got, atTraining, atTraining) || are(got, atTest, atTest)) {
      return found(
          Mistake.SAME_DATA_TWICE,
          "Both numbers are the error on the same data. You need two functions E: one of (trainX,"
              + " trainY), one of (testX, testY).");
    }
    if (are(got, value(training, theta0), value(test, theta0))) {
      return found(Mistake.NO_UPDATE, "These are the errors at theta 0: you do not fit theta.");
    }
    DMatrixRMaj cheating = parts.descend(test, theta0.copy(), RATE, STEPS);
    double cheatingTraining = value(training, cheating);
    double cheatingTest = value(test, cheating);
    if (are(got, cheatingTraining, cheatingTest)) {
      return found(
          Mistake.FITTED_ON_TEST,
          "theta was fitted to the test data. Nothing may be learned from them: descend on the E"
              + " of (trainX, trainY).");
    }
    if (are(got, atTraining, cheatingTest)) {
      return found(
          Mistake.FITTED_ON_TEST,
          "You fit a second theta to the test data. Evaluate the test error at the theta that was"
              + " fitted to the training data.");
    }
    return Optional.empty();
  }

  private static double value(UnaryOperator<Expr> e, DMatrixRMaj theta) {
    return e.apply(constant(theta)).evaluate().get(0);
  }

  private static boolean are(Errors got, double training, double test) {
    return near(got.training(), training) && near(got.test(), test);
  }

  /** Within the rounding of any order of summation. */
  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= 1e-9 * Math.abs(b);
  }

  private static Optional<List<Finding>> found(Mistake mistake, String advice) {
    return Optional.of(List.of(new Finding(mistake, advice)));
  }
}
