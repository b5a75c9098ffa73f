// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CustomRuleTutorialTest {
  @Test
  void run_theRuleOfOnesOwn_beatsMomentum() {
    Printed printed = Printed.by(CustomRuleTutorial::run);
    double momentum = printed.numbers("momentum after 300 steps:")[0];
    double restarting = printed.numbers("restarting after 300 steps:")[0];
    assertTrue(momentum > 1e-4 && momentum < 1e-2, () -> "momentum " + momentum);
    assertTrue(restarting < 1e-12, () -> "restarting " + restarting);
    // 1 - 0.005 times 1 and 100.
    assertArrayEquals(
        new double[] {0.995, 0.5},
        printed.numbers("one step from a gradient of one's own:"),
        1e-12);
  }
}
