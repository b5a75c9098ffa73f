// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.tutorials.Printed;
import org.ejgrad.tutorials.td.Answers.DescentAnswer;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class MarkerTest {
  /** The kinds of mistake of each question. */
  static List<List<Mistake>> mistakes(RegressionExercise student) {
    return kinds(Marker.mark(student));
  }

  /** That this question has exactly these mistakes, and the other questions up to it none. */
  static void assertMistakes(List<Mistake> expected, int question, RegressionExercise student) {
    List<List<Mistake>> all = new ArrayList<>(Collections.nCopies(4, List.of()));
    all.set(question - 1, expected);
    assertEquals(all, mistakes(student));
  }

  private static List<List<Mistake>> kinds(List<List<Finding>> marks) {
    return marks.stream().map(q -> q.stream().map(Finding::mistake).toList()).toList();
  }

  @Test
  void mark_solution_isCorrect() {
    assertEquals(Collections.nCopies(4, List.of()), mistakes(new Solution()));
  }

  @Test
  void mark_skeleton_isNotWrittenYet() {
    assertEquals(
        Collections.nCopies(4, List.of(Mistake.NOT_WRITTEN)), mistakes(new MyRegression()));
  }

  @Test
  void mark_everythingNull_isSaid() {
    RegressionExercise nothing = mock(RegressionExercise.class);
    assertEquals(Collections.nCopies(4, List.of(Mistake.NOTHING_RETURNED)), mistakes(nothing));
  }

  @Test
  void mark_loopWithoutEnd_isGivenUp() {
    DescentAnswer endless =
        (e, theta0, rate, steps) -> {
          DMatrixRMaj theta = theta0;
          // A student's loop would not look, but the test must not leave it running.
          while (!Thread.currentThread().isInterrupted()) {
            theta = theta.copy();
          }
          return theta;
        };
    List<List<Finding>> marks =
        Marker.mark(Answers.right().withDescent(endless), Duration.ofSeconds(1));
    assertEquals(List.of(Mistake.DOES_NOT_END), kinds(marks).get(2));
    assertEquals(List.of(), kinds(marks).get(3));
  }

  @Test
  void mark_stackOverflow_isAnException() {
    DescentAnswer recursive = new Recursive();
    assertMistakes(List.of(Mistake.EXCEPTION), 3, Answers.right().withDescent(recursive));
  }

  private static final class Recursive implements DescentAnswer {
    @Override
    public DMatrixRMaj of(UnaryOperator<Expr> e, DMatrixRMaj theta0, double rate, int steps) {
      return steps < 0 ? theta0 : of(e, theta0, rate, steps + 1);
    }
  }

  @Test
  void print_exceptions_nameTheStudentsLine() {
    String text = Printed.by(out -> Marker.print(Marker.mark(new Careless()), out)).text();
    assertTrue(
        text.contains("ArithmeticException: / by zero, at Careless.gradient(Careless.java:27)"),
        text);
    assertTrue(text.contains("at Careless.lambda$meanSquaredError$0(Careless.java:20)"), text);
    assertTrue(text.contains("0 of 4 questions are correct."), text);
  }

  @Test
  void print_severalMistakes_areSentences() {
    Answers student =
        Answers.right()
            .withError(
                (x, y) -> t -> Autograd.constant(x).mult(t).minus(Autograd.constant(y)).mean());
    Printed printed = Printed.by(out -> Marker.print(Marker.mark(student), out));
    assertEquals(
        "Question 1, the mean squared error: not the squared error.", printed.line("Question 1"));
    assertTrue(printed.text().contains("square them first."));
    assertEquals("Question 2, the gradient by hand: correct.", printed.line("Question 2"));
    assertEquals("3 of 4 questions are correct.", printed.line("3 of 4"));
  }
}
