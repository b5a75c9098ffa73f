// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.MatrixDimensionException;
import org.ejml.data.DMatrixRMaj;

/**
 * Calls a student's code so that nothing it does ends the marking: an exception or a loop without
 * end becomes a finding with the student's line. Each call runs in a daemon thread, because Java
 * has no other way to give up on a loop.
 */
final class StudentCode {
  private final RegressionExercise exercise;
  private final Duration patience;

  StudentCode(RegressionExercise exercise, Duration patience) {
    this.exercise = exercise;
    this.patience = patience;
  }

  RegressionExercise exercise() {
    return exercise;
  }

  /**
   * What the code returns.
   *
   * @throws Finding.Stop if it throws, returns null or does not end in time
   */
  <T> T call(Supplier<T> code) {
    FutureTask<T> task = new FutureTask<>(code::get);
    Thread thread = new Thread(task, "student");
    thread.setDaemon(true);
    thread.start();
    T result;
    try {
      result = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException thrown) {
      Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
      throw stopped(cause);
    } catch (TimeoutException late) {
      StackTraceElement[] stack = thread.getStackTrace();
      thread.interrupt();
      throw new Finding.Stop(
          Mistake.DOES_NOT_END,
          "Your code was still running after "
              + patience.toSeconds()
              + " seconds"
              + line(stack).map(l -> ", at " + l).orElse("")
              + ". Look at the condition of the loop and at what it counts.");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("mark: interrupted while a student's code ran", stop);
    }
    if (result == null) {
      throw new Finding.Stop(
          Mistake.NOTHING_RETURNED, "Your method returns null; return the matrix you computed.");
    }
    return result;
  }

  /** {@link #call} for code that returns a matrix of finite numbers. */
  DMatrixRMaj matrix(Supplier<DMatrixRMaj> code) {
    DMatrixRMaj result = call(code);
    for (int i = 0; i < result.getNumElements(); i++) {
      if (!Double.isFinite(result.get(i))) {
        throw new Finding.Stop(
            Mistake.NOT_FINITE,
            "An element of your result is "
                + result.get(i)
                + ". Look for a division by 0, an empty sum, or integers divided as in 1 / m.");
      }
    }
    return result;
  }

  /** Whether a matrix lies where it should stand, a row for a column. */
  static boolean isRowInsteadOf(DMatrixRMaj expected, DMatrixRMaj got) {
    return !Shape.of(expected).equals(Shape.of(got))
        && Shape.of(expected).transposed().equals(Shape.of(got));
  }

  private Finding.Stop stopped(Throwable thrown) {
    if (thrown instanceof Finding.Stop stop) {
      return stop;
    }
    if (thrown instanceof NotWrittenYet) {
      return new Finding.Stop(Mistake.NOT_WRITTEN, "Replace the throw by your answer.");
    }
    boolean shapes =
        thrown instanceof ShapeMismatchException || thrown instanceof MatrixDimensionException;
    String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
    // A shape error of EJGrad ends with the line already.
    String where =
        line(thrown.getStackTrace())
            .filter(l -> !message.contains(l.substring(l.indexOf('('))))
            .map(l -> ", at " + l)
            .orElse("");
    String text = thrown.getClass().getSimpleName() + message + where + ". ";
    return shapes
        ? new Finding.Stop(
            Mistake.WRONG_SHAPE,
            text + "Write the shape of each factor on paper: inner sides must be equal.")
        : new Finding.Stop(Mistake.EXCEPTION, text + "Open that line and read what it says.");
  }

  /** The innermost line of the student's file, lambdas and nested classes included. */
  private Optional<String> line(StackTraceElement[] stack) {
    String name = exercise.getClass().getName();
    int nested = name.indexOf('$');
    String file = nested < 0 ? name : name.substring(0, nested);
    return Stream.of(stack)
        .filter(f -> f.getClassName().equals(file) || f.getClassName().startsWith(file + "$"))
        .findFirst()
        .map(
            f ->
                file.substring(file.lastIndexOf('.') + 1)
                    + "."
                    + f.getMethodName()
                    + "("
                    + f.getFileName()
                    + ":"
                    + f.getLineNumber()
                    + ")");
  }
}
