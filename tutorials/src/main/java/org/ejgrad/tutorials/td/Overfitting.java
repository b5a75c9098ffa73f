// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Question 5: the error on training data keeps falling with every step; the error on test data does
 * not. Prints both after 0 to 10,000 steps, for an exercise that is solved.
 */
final class Overfitting {
  private static final long SEED = 1;
  private static final double RATE = 0.1;
  private static final int[] STEPS = {0, 3, 10, 30, 100, 300, 1000, 10_000};

  private Overfitting() {}

  static void print(RegressionExercise exercise, PrintStream out) {
    TrainTest data = TrainTest.generate(SEED);
    out.println("mean squared error, 12 training rows, 200 test rows, 8 parameters, noise 1");
    out.println("  steps   training       test");
    for (int steps : STEPS) {
      RegressionExercise.Errors errors = exercise.errors(data, RATE, steps);
      out.printf(Locale.ROOT, "%7d %10.4f %10.4f%n", steps, errors.training(), errors.test());
    }
  }
}
