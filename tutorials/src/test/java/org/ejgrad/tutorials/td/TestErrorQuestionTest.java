// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.ejgrad.tutorials.td.MarkerTest.assertMistakes;
import static org.ejgrad.tutorials.td.MarkerTest.mistakes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.tutorials.td.Answers.TestAnswer;
import org.ejgrad.tutorials.td.RegressionExercise.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestErrorQuestionTest {
  private static final TestAnswer RIGHT = Answers.right().test();

  private static Arguments answer(String name, TestAnswer answer, Mistake mistake) {
    return arguments(name, answer, mistake);
  }

  private static TrainTest turned(TrainTest d) {
    return new TrainTest(d.testX(), d.testY(), d.trainX(), d.trainY());
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answer(
            "other order",
            (d, rate, steps) -> {
              Errors e = RIGHT.of(d, rate, steps);
              return new Errors(e.test(), e.training());
            },
            Mistake.SWAPPED),
        answer(
            "training twice",
            (d, rate, steps) -> {
              Errors e = RIGHT.of(d, rate, steps);
              return new Errors(e.training(), e.training());
            },
            Mistake.SAME_DATA_TWICE),
        answer("no fit", (d, rate, steps) -> RIGHT.of(d, rate, 0), Mistake.NO_UPDATE),
        answer(
            "fit on test",
            (d, rate, steps) -> {
              Errors e = RIGHT.of(turned(d), rate, steps);
              return new Errors(e.test(), e.training());
            },
            Mistake.FITTED_ON_TEST),
        answer(
            "two fits",
            (d, rate, steps) ->
                new Errors(
                    RIGHT.of(d, rate, steps).training(),
                    RIGHT.of(turned(d), rate, steps).training()),
            Mistake.FITTED_ON_TEST),
        answer("invented", (d, rate, steps) -> new Errors(1, 2), Mistake.OTHER),
        answer("nan", (d, rate, steps) -> new Errors(Double.NaN, 2), Mistake.OTHER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void mark_answer_namesItsMistake(String name, TestAnswer answer, Mistake mistake) {
    assertMistakes(List.of(mistake), 4, Answers.right().withTest(answer));
  }

  @Test
  void mark_rightFromWrongParts_isCorrect() {
    // Half the error and so half its gradient: question 4 follows from that, and is not marked down
    // again.
    Answers student =
        Answers.right()
            .withError((x, y) -> theta -> Answers.right().error().of(x, y).apply(theta).scale(0.5))
            .withTest(
                (data, rate, steps) -> {
                  Errors errors = RIGHT.of(data, rate / 2, steps);
                  return new Errors(errors.training() / 2, errors.test() / 2);
                });
    assertEquals(
        List.of(List.of(Mistake.FACTOR_TWO_MISSING), List.of(), List.of(), List.of()),
        mistakes(student));
  }

  @Test
  void mark_ownPartsStop_isSaidOnce() {
    Answers student =
        Answers.right()
            .withTest((data, rate, steps) -> new Errors(1, 2))
            .withError(
                (x, y) -> {
                  throw new NotWrittenYet(1);
                });
    assertEquals(
        List.of(List.of(Mistake.NOT_WRITTEN), List.of(), List.of(), List.of(Mistake.OTHER)),
        mistakes(student));
  }
}
