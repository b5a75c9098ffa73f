// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShoeSizeTutorialTest {
  private static final Printed PRINTED = Printed.by(ShoeSizeTutorial::run);

  @Test
  void run_start_isAsByPencil() {
    // Residuals at slope 1, intercept 0: -0.5, -0.4, -1.0; twice their sum is -3.8, and weighted
    // with the shoe sizes -0.3 - 0.32 - 1.1 = -1.72, twice that -3.44.
    double[] start = PRINTED.numbers("0  ");
    assertArrayEquals(new double[] {1, 0, -3.44, -3.44, -3.8, -3.8}, start, 1e-7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 ", "2 ", "3 ", "10 ", "100 ", "500 "})
  void run_alongTheWay_gradientsAgree(String step) {
    double[] row = PRINTED.numbers(step);
    assertEquals(6, row.length);
    // Seven digits are printed; the last may round either way.
    assertEquals(row[3], row[2], 2e-7);
    assertEquals(row[5], row[4], 2e-7);
  }

  @Test
  void run_end_isTheLeastSquaresLine() {
    // slope = 0.79 / 0.38 and intercept = (4.4 - 2.5 slope) / 3 from the sums of the three points.
    double slope = 0.79 / 0.38;
    double[] line = {slope, (4.4 - 2.5 * slope) / 3};
    assertArrayEquals(line, PRINTED.numbers("least squares: height ="), 1e-10);
    assertArrayEquals(line, PRINTED.numbers("descent:       height ="), 1e-10);
  }
}
