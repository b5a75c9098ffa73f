// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GradTutorialTest {
  private final Printed printed = Printed.by(GradTutorial::run);

  @Test
  void run_gradient_equalsThatByHand() {
    double[] at2 = printed.numbers("2.00 ");
    // 2 * 2 sin 2 + 4 cos 2, printed to 10 digits.
    assertEquals(1.9726023611, at2[0], 1e-10);
    assertEquals(at2[1], at2[0]);
    assertTrue(printed.numbers("largest difference:")[0] < 1e-14);
  }

  @Test
  void run_graph_isPrinted() {
    assertEquals("%0 = square(x) 4x1", printed.line("%0"));
    assertEquals("%1 = sin(x) 4x1", printed.line("%1"));
    assertEquals("results: %3", printed.line("results"));
  }
}
