// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.tutorials.Printed;
import org.junit.jupiter.api.Test;

class OverfittingTest {
  private final Printed printed = Printed.by(out -> Overfitting.print(new Solution(), out));

  @Test
  void print_trainingFalls_testRisesAgain() {
    double[] early = printed.numbers("30 ");
    double[] late = printed.numbers("10000 ");
    assertTrue(late[0] < early[0], "training error falls on");
    assertTrue(late[1] > 1.2 * early[1], "test error rises");
    assertTrue(late[1] > 4 * late[0], "the fit follows the noise of 12 rows");
  }
}
