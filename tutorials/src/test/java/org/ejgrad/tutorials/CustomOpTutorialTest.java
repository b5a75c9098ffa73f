// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomOpTutorialTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4", "5, 1", "4, 3"})
  void cumulativeSum_firstAndSecondOrder_agree(int rows, int cols) {
    GradientCheck.of(x -> CumulativeSum.of(x).square())
        .at(GradientCheck.normal(rows, cols))
        .order(2)
        .verify();
  }

  @Test
  void cumulativeSum_bothWays_byHand() {
    Expr x = Autograd.constant(new double[][] {{1, 10}, {2, 20}, {3, 30}});
    assertArrayEquals(new double[] {1, 10, 3, 30, 6, 60}, CumulativeSum.of(x).evaluate().data);
    assertArrayEquals(
        new double[] {6, 60, 5, 50, 3, 30}, Expr.apply(new CumulativeSum(true), x).evaluate().data);
  }

  @Test
  void run_printsCheckFitAndGraph() {
    Printed printed = Printed.by(CustomOpTutorial::run);
    assertTrue(printed.numbers("cumulativeSum checked to second order: error")[0] < 1e-8);
    assertTrue(printed.line("with a wrong rule:").contains("analytic"));
    double[] rate = printed.numbers("rate of filling:");
    assertEquals(5, rate[0], 0.15);
    assertEquals(4, rate[1], 0.3);
    assertTrue(printed.text().contains("= cumulativeSum(%0) 12x1"));
    assertTrue(printed.text().contains("= cumulativeSumUpwards(%10) 12x1"));
  }
}
