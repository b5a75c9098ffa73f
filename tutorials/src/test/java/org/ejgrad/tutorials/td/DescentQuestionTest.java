// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.ops.Autograd.grad;
import static org.ejgrad.tutorials.td.MarkerTest.assertMistakes;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientFunction;
import org.ejgrad.tutorials.td.Answers.DescentAnswer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescentQuestionTest {
  private static final DescentAnswer RIGHT = Answers.right().descent();

  private static Arguments answer(String name, DescentAnswer answer, Mistake... mistakes) {
    return arguments(name, answer, List.of(mistakes));
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answer("uphill", (e, t, rate, steps) -> RIGHT.of(e, t, -rate, steps), Mistake.WRONG_SIGN),
        answer("nothing", (e, t, rate, steps) -> t, Mistake.NO_UPDATE),
        answer(
            "update thrown away",
            (e, t, rate, steps) -> {
              RIGHT.of(e, t, rate, steps);
              return t.copy();
            },
            Mistake.NO_UPDATE),
        answer("rate 1", (e, t, rate, steps) -> RIGHT.of(e, t, 1, steps), Mistake.WRONG_RATE),
        answer("rate 0.01", (e, t, rate, steps) -> RIGHT.of(e, t, 0.01, steps), Mistake.WRONG_RATE),
        answer("twice", (e, t, rate, steps) -> RIGHT.of(e, t, 2 * rate, steps), Mistake.WRONG_RATE),
        answer(
            "rate squared",
            (e, t, rate, steps) -> RIGHT.of(e, t, rate * rate, steps),
            Mistake.WRONG_RATE),
        answer(
            "one more", (e, t, rate, steps) -> RIGHT.of(e, t, rate, steps + 1), Mistake.OFF_BY_ONE),
        answer(
            "one less", (e, t, rate, steps) -> RIGHT.of(e, t, rate, steps - 1), Mistake.OFF_BY_ONE),
        answer(
            "at least one",
            (e, t, rate, steps) -> RIGHT.of(e, t, rate, Math.max(1, steps)),
            Mistake.OFF_BY_ONE),
        answer(
            "always 100", (e, t, rate, steps) -> RIGHT.of(e, t, rate, 100), Mistake.STEPS_IGNORED),
        answer("gradient once", DescentQuestionTest::stale, Mistake.STALE_GRADIENT),
        answer(
            "gradient once, uphill, one more",
            (e, t, rate, steps) -> stale(e, t, -rate, steps + 1),
            Mistake.STALE_GRADIENT,
            Mistake.WRONG_SIGN,
            Mistake.OFF_BY_ONE),
        answer(
            "uphill, rate 1, one less",
            (e, t, rate, steps) -> RIGHT.of(e, t, -1, steps - 1),
            Mistake.WRONG_SIGN,
            Mistake.WRONG_RATE,
            Mistake.OFF_BY_ONE),
        answer(
            "row",
            (e, t, rate, steps) -> CommonOps_DDRM.transpose(RIGHT.of(e, t, rate, steps), null),
            Mistake.TRANSPOSED),
        answer(
            "one number",
            (e, t, rate, steps) -> CommonOps_DDRM.extract(RIGHT.of(e, t, rate, steps), 0, 1, 0, 1),
            Mistake.WRONG_SHAPE),
        answer("decaying rate", DescentQuestionTest::decaying, Mistake.OTHER),
        answer(
            "first element only",
            (e, t, rate, steps) -> {
              DMatrixRMaj theta = t.copy();
              theta.set(0, RIGHT.of(e, t, rate, steps).get(0));
              return theta;
            },
            Mistake.OTHER),
        answer("rate that depends on the gradient", DescentQuestionTest::normalised, Mistake.OTHER),
        answer(
            "in place",
            (e, t, rate, steps) -> {
              t.setTo(RIGHT.of(e, t, rate, steps));
              return t;
            },
            Mistake.CHANGED_ARGUMENT));
  }

  private static DMatrixRMaj stale(
      UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
    DMatrixRMaj gradient = grad(e).at(theta0);
    DMatrixRMaj theta = theta0.copy();
    CommonOps_DDRM.addEquals(theta, -rate * steps, gradient);
    return theta;
  }

  private static DMatrixRMaj decaying(
      UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
    GradientFunction gradE = grad(e);
    DMatrixRMaj theta = theta0.copy();
    for (int k = 1; k <= steps; k++) {
      CommonOps_DDRM.addEquals(theta, -rate / k, gradE.at(theta));
    }
    return theta;
  }

  private static DMatrixRMaj normalised(
      UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
    GradientFunction gradE = grad(e);
    DMatrixRMaj theta = theta0.copy();
    for (int k = 0; k < steps; k++) {
      DMatrixRMaj g = gradE.at(theta);
      CommonOps_DDRM.addEquals(theta, -rate * Math.abs(CommonOps_DDRM.elementSum(g)), g);
    }
    return theta;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void mark_answer_namesItsMistakes(String name, DescentAnswer answer, List<Mistake> mistakes) {
    assertMistakes(mistakes, 3, Answers.right().withDescent(answer));
  }
}
