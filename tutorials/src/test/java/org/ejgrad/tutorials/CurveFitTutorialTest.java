// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CurveFitTutorialTest {
  @Test
  void run_wholeCurve_intervalsHoldTheTruth_piece_hasFarLargerErrors() {
    String[] parts = Printed.by(CurveFitTutorial::run).text().split("(?m)^(?=watched)", -1);
    assertEquals(3, parts.length);
    Printed whole = Printed.by(out -> out.print(parts[0]));
    Printed piece = Printed.by(out -> out.print(parts[1]));
    assertTrue(whole.line("watched").contains(" after "), parts[0]);
    double[] truth = {20, 70, 12};
    String[] names = {"room", "excess", "tau"};
    for (int k = 0; k < 3; k++) {
      double[] fit = whole.numbers(names[k]);
      // The line has 95 between the error and the interval.
      assertTrue(fit[3] < truth[k] && truth[k] < fit[4], parts[0]);
      assertTrue(piece.numbers(names[k])[1] > 10 * fit[1], parts[1]);
    }
    assertEquals(0.3, whole.numbers("deviation of a reading")[0], 0.1);
  }

  @Test
  void run_withConstraints_holdsThem() {
    Printed printed = Printed.by(CurveFitTutorial::run);
    assertTrue(printed.text().contains("violation below 1e-8: true"), printed.text());
    double room = printed.numbers("held room")[0];
    assertTrue(room <= 21, printed.text());
    assertEquals(90, room + printed.numbers("held excess")[0], 0.011);
    assertTrue(printed.numbers("multiplier")[0] != 0, printed.text());
  }
}
