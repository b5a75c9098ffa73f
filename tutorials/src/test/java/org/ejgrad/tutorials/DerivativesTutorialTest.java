// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.junit.jupiter.api.Test;

class DerivativesTutorialTest {
  private final Printed printed = Printed.by(DerivativesTutorial::run);

  @Test
  void curve_arrivesInFiveSteps_andItsCurvaturesAreClose() {
    double[] last = printed.numbers("5 ");
    double[] before = printed.numbers("4 ");
    assertEquals(2, last[1], 0.05);
    assertEquals(0.3, last[2], 0.01);
    assertEquals(before[2], last[2], 1e-5);
    double exact = printed.numbers("curvature along b:")[0];
    double flat = printed.numbers("by Gauss-Newton:")[0];
    assertTrue(exact > 0 && exact != flat);
    assertEquals(exact, flat, 0.05 * exact);
  }

  @Test
  void pulls_ofTheExampleRecordedWrong_areHardest() {
    double[] lengths = printed.numbers("length of each example's gradient:");
    assertEquals(10, lengths.length);
    for (int i = 0; i < 10; i++) {
      assertTrue(i == 6 || lengths[i] < 0.2 * lengths[6], lengths[i] + " of example " + i);
    }
    assertTrue(printed.numbers("their sum is the gradient of all:")[0] < 1e-13);
  }

  @Test
  void covariance_byDescent_isThatOfTheSample() {
    double[] found = printed.numbers("covariance by descent");
    assertEquals(3, found.length);
    double[] sample = printed.numbers("of the sample");
    for (int k = 0; k < 3; k++) {
      assertEquals(sample[k], found[k], 1e-4);
    }
    assertTrue(printed.numbers("likelihood checked to second order: error")[0] < 1e-7);
    assertTrue(printed.numbers("its slope at the sample:")[0] < 1e-13);
  }

  @Test
  void negativeLogLikelihood_ofNumbersAtHand_isRight() {
    Expr sigma = Autograd.constant(new double[][] {{4, 0}, {0, 9}});
    Expr x = Autograd.constant(new double[][] {{2, 3}, {4, -6}});
    double value = DerivativesTutorial.negativeLogLikelihood(sigma, x).evaluate().data[0];
    // log det / 2 and half the mean of the squared distances 1 + 1 and 4 + 4.
    assertEquals(Math.log(6) + 0.5 * (2 + 8) / 2, value, 1e-14);
  }
}
