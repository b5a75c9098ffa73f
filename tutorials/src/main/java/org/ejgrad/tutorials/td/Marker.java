// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Marks the exercise: runs each answer on small problems and says in whole sentences what is wrong.
 * Several mistakes in one answer are named together; an answer that stops is reported with its
 * line, and the others are marked all the same.
 *
 * <p>Run it to mark {@link MyRegression}, or with the argument {@code solution} to mark {@link
 * Solution}.
 */
public final class Marker {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("the mean squared error", ErrorQuestion::mark),
          new Question("the gradient by hand", GradientQuestion::mark),
          new Question("the descent", DescentQuestion::mark),
          new Question("training and test error", TestErrorQuestion::mark));

  private record Question(String title, Function<StudentCode, List<Finding>> marking) {}

  private Marker() {}

  public static void main(String[] args) {
    if (args.length == 0) {
      print(mark(new MyRegression()), System.out);
    } else if (args.length == 1 && args[0].equals("solution")) {
      print(mark(new Solution()), System.out);
    } else {
      System.out.println(
          "marker: allowed are no argument, which marks MyRegression, and 'solution'");
    }
  }

  /**
   * What is wrong in each of the four questions, in their order; an empty list where nothing is.
   */
  static List<List<Finding>> mark(RegressionExercise exercise) {
    return mark(exercise, PATIENCE);
  }

  static List<List<Finding>> mark(RegressionExercise exercise, Duration patience) {
    StudentCode code = new StudentCode(exercise, patience);
    List<List<Finding>> marks = new ArrayList<>();
    for (Question question : QUESTIONS) {
      try {
        marks.add(question.marking.apply(code));
      } catch (Finding.Stop stop) {
        marks.add(List.of(stop.finding()));
      }
    }
    return marks;
  }

  static void print(List<List<Finding>> marks, PrintStream out) {
    int right = 0;
    for (int k = 0; k < marks.size(); k++) {
      List<Finding> findings = marks.get(k);
      right += findings.isEmpty() ? 1 : 0;
      String titles = String.join(", ", findings.stream().map(f -> f.mistake().title()).toList());
      out.println(
          "Question "
              + (k + 1)
              + ", "
              + QUESTIONS.get(k).title
              + ": "
              + (findings.isEmpty() ? "correct" : titles)
              + ".");
      findings.forEach(finding -> out.println("    " + finding.advice()));
    }
    out.println(right + " of " + marks.size() + " questions are correct.");
  }
}
