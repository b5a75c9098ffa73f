// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.tutorials.td.MarkerTest.assertMistakes;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.Losses;
import org.ejgrad.tutorials.td.Answers.ErrorAnswer;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorQuestionTest {
  private static Arguments answer(String name, ErrorAnswer answer, Mistake... mistakes) {
    return arguments(name, answer, List.of(mistakes));
  }

  /** Residuals of data and theta, for answers that go wrong after them. */
  private interface OfResidual {
    Expr apply(Expr residual);
  }

  private static ErrorAnswer after(OfResidual wrong) {
    return (x, y) -> theta -> wrong.apply(constant(x).mult(theta).minus(constant(y)));
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answer(
            "other order", (x, y) -> t -> constant(y).minus(constant(x).mult(t)).square().mean()),
        answer(
            "library loss",
            (x, y) -> t -> Losses.meanSquaredError(constant(x).mult(t), constant(y))),
        answer("product", after(r -> r.transpose().mult(r).divide(r.rows()))),
        answer("negative", after(r -> r.square().mean().negative()), Mistake.WRONG_SIGN),
        answer(
            "plus",
            (x, y) -> t -> constant(x).mult(t).plus(constant(y)).square().mean(),
            Mistake.WRONG_SIGN),
        answer("half", after(r -> r.square().mean().scale(0.5)), Mistake.FACTOR_TWO_MISSING),
        answer("twice", after(r -> r.square().mean().scale(2)), Mistake.FACTOR_TWO_EXTRA),
        answer("sum", after(r -> r.square().elementSum()), Mistake.MEAN_MISSING),
        answer(
            "half sum",
            after(r -> r.square().elementSum().divide(2)),
            Mistake.FACTOR_TWO_MISSING,
            Mistake.MEAN_MISSING),
        answer("twice divided", after(r -> r.square().mean().divide(r.rows())), Mistake.MEAN_TWICE),
        answer(
            "over columns",
            (x, y) ->
                t -> constant(x).mult(t).minus(constant(y)).square().elementSum().divide(x.numCols),
            Mistake.MEAN_OVER_COLUMNS),
        answer(
            "row against column",
            (x, y) -> t -> constant(x).mult(t).minus(constant(y).transpose()).square().mean(),
            Mistake.TRANSPOSED),
        answer(
            "x transposed",
            (x, y) -> t -> constant(x).transpose().mult(t).minus(constant(y)).square().mean(),
            Mistake.TRANSPOSED),
        answer("not squared", after(r -> r.mean()), Mistake.NOT_SQUARED),
        answer("absolute", after(r -> r.abs().mean()), Mistake.NOT_SQUARED),
        answer("root", after(r -> r.square().mean().sqrt()), Mistake.NOT_SQUARED),
        answer("mean squared", after(r -> r.mean().square()), Mistake.NOT_SQUARED),
        answer("not reduced", after(r -> r.square()), Mistake.WRONG_SHAPE),
        answer("theta on the left", (x, y) -> t -> t.mult(constant(x)).mean(), Mistake.WRONG_SHAPE),
        answer("fixed", (x, y) -> t -> constant(1.0), Mistake.OTHER),
        answer("cubes", after(r -> r.elementPower(3).mean()), Mistake.OTHER),
        answer("log", after(r -> r.square().negative().elementLog().mean()), Mistake.NOT_FINITE),
        answer(
            "spoils y",
            (x, y) -> {
              CommonOps_DDRM.scale(2, y);
              return new Solution().meanSquaredError(x, y);
            },
            Mistake.CHANGED_ARGUMENT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void mark_answer_namesItsMistakes(String name, ErrorAnswer answer, List<Mistake> mistakes) {
    assertMistakes(mistakes, 1, Answers.right().withError(answer));
  }
}
