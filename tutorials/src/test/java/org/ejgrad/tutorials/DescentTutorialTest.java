// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DescentTutorialTest {
  private final Printed printed = Printed.by(DescentTutorial::run);

  @Test
  void run_hundredSteps_equalLeastSquares() {
    double[] last = printed.numbers("100 ");
    double[] leastSquares = printed.numbers("least squares:");
    assertEquals(2, leastSquares.length);
    // Ten digits are printed; the last may round either way.
    assertArrayEquals(leastSquares, Arrays.copyOfRange(last, 2, 4), 2e-10);
    assertEquals(4, leastSquares[0], 0.2);
    assertEquals(3, leastSquares[1], 0.2);
    assertTrue(last[1] < 1e-12, "the gradient shrinks to nothing");
  }

  @Test
  void run_error_falls() {
    double before = Double.POSITIVE_INFINITY;
    for (String step : new String[] {"0 ", "1 ", "2 ", "5 ", "10 ", "30 "}) {
      double e = printed.numbers(step)[0];
      assertTrue(e < before, () -> "E at step " + step);
      before = e;
    }
  }
}
