// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.GradientCheck;
import org.junit.jupiter.api.Test;

class CustomLossTutorialTest {
  /** The test that the tutorial teaches: a loss, a point, a line. */
  @Test
  void logCosh() {
    GradientCheck.of(r -> CustomLossTutorial.logCosh(r)).at(normal(4, 3)).verify();
  }

  @Test
  void logCosh_secondOrder_agrees() {
    GradientCheck.of(CustomLossTutorial::logCosh).at(normal(1, 5)).order(2).verify();
  }

  @Test
  void logCosh_valuesAtHand_areRight() {
    // Far out |r| - log 2, exact to the last digits because e^-2000 is 0; at 0 it is 0.
    double[][] residuals = {{1000, -1000, 0, 0.5}};
    double expected = (2 * (1000 - Math.log(2)) + Math.log(Math.cosh(0.5))) / 4;
    double value = CustomLossTutorial.logCosh(Autograd.constant(residuals)).evaluate().get(0);
    assertEquals(expected, value, 1e-12 * expected);
  }

  @Test
  void run_outliers_dragTheSquaredErrorOnly() {
    Printed printed = Printed.by(CustomLossTutorial::run);
    double[] squared = printed.numbers("squared error");
    double[] robust = printed.numbers("log-cosh");
    assertEquals(1, robust[0], 0.15);
    assertEquals(2, robust[1], 0.15);
    // 3 of 30 points 20 too high raise the mean, and with it the line, by about 2.
    assertEquals(3, squared[0], 0.3);
    assertTrue(printed.numbers("gradient of log-cosh checked to second order: error")[0] < 1e-8);
  }
}
