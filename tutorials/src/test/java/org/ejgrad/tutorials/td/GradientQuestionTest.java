// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.tutorials.td.MarkerTest.assertMistakes;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.ops.Autograd;
import org.ejgrad.tutorials.td.Answers.GradientAnswer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientQuestionTest {
  private static final GradientAnswer RIGHT = Answers.right().gradient();

  private static Arguments answer(String name, GradientAnswer answer, Mistake... mistakes) {
    return arguments(name, answer, List.of(mistakes));
  }

  /** The factor that an answer is off by, from the numbers of rows and columns. */
  private interface Factor {
    double of(int rows, int cols);
  }

  private static GradientAnswer times(Factor factor) {
    return (x, y, theta) -> {
      DMatrixRMaj gradient = RIGHT.of(x, y, theta);
      CommonOps_DDRM.scale(factor.of(x.numRows, x.numCols), gradient);
      return gradient;
    };
  }

  private static DMatrixRMaj residual(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta) {
    DMatrixRMaj residual = CommonOps_DDRM.mult(x, theta, null);
    CommonOps_DDRM.subtractEquals(residual, y);
    return residual;
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answer(
            "by grad(E)",
            (x, y, theta) -> Autograd.grad(Answers.right().meanSquaredError(x, y)).at(theta)),
        answer("negative", times((m, n) -> -1), Mistake.WRONG_SIGN),
        answer(
            "plus y",
            (x, y, theta) -> {
              DMatrixRMaj minusY = y.copy();
              CommonOps_DDRM.changeSign(minusY);
              return RIGHT.of(x, minusY, theta);
            },
            Mistake.WRONG_SIGN),
        answer("half", times((m, n) -> 0.5), Mistake.FACTOR_TWO_MISSING),
        answer("twice", times((m, n) -> 2), Mistake.FACTOR_TWO_EXTRA),
        answer("sum", times((m, n) -> m), Mistake.MEAN_MISSING),
        answer("divided twice", times((m, n) -> 1.0 / m), Mistake.MEAN_TWICE),
        answer("columns", times((m, n) -> (double) m / n), Mistake.MEAN_OVER_COLUMNS),
        answer(
            "three at once",
            times((m, n) -> -m / 2.0),
            Mistake.WRONG_SIGN,
            Mistake.FACTOR_TWO_MISSING,
            Mistake.MEAN_MISSING),
        answer(
            "row",
            (x, y, theta) -> CommonOps_DDRM.transpose(RIGHT.of(x, y, theta), null),
            Mistake.TRANSPOSED),
        answer(
            "row and negative",
            (x, y, theta) -> CommonOps_DDRM.transpose(times((m, n) -> -1).of(x, y, theta), null),
            Mistake.TRANSPOSED,
            Mistake.WRONG_SIGN),
        answer(
            "x for its transpose",
            (x, y, theta) -> {
              DMatrixRMaj gradient = CommonOps_DDRM.mult(x, residual(x, y, theta), null);
              CommonOps_DDRM.scale(2.0 / x.numRows, gradient);
              return gradient;
            },
            Mistake.TRANSPOSED),
        answer("residuals", GradientQuestionTest::residual, Mistake.WRONG_SHAPE),
        answer(
            "outer",
            (x, y, theta) -> CommonOps_DDRM.multTransB(y, theta, null),
            Mistake.WRONG_SHAPE),
        answer("inner", (x, y, theta) -> CommonOps_DDRM.mult(x, y, null), Mistake.WRONG_SHAPE),
        answer(
            "without prediction",
            (x, y, theta) -> CommonOps_DDRM.multTransA(x, y, null),
            Mistake.OTHER),
        answer("infinite", times((m, n) -> Double.POSITIVE_INFINITY), Mistake.NOT_FINITE),
        answer(
            "spoils y",
            (x, y, theta) -> {
              DMatrixRMaj gradient = RIGHT.of(x, y, theta);
              CommonOps_DDRM.changeSign(y);
              return gradient;
            },
            Mistake.CHANGED_ARGUMENT),
        answer(
            "out of bounds",
            (x, y, theta) -> {
              theta.set(x.numCols, 0, 1);
              return theta;
            },
            Mistake.EXCEPTION));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void mark_answer_namesItsMistakes(String name, GradientAnswer answer, List<Mistake> mistakes) {
    assertMistakes(mistakes, 2, Answers.right().withGradient(answer));
  }
}
