// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void sample_rowOfLowYFirst_bothEndsIncluded() {
    Grid grid = Grid.sample(0, 2, 10, 20, 3, 2, (x, y) -> x + y);
    assertEquals(Series.of(10, 11, 12, 20, 21, 22), grid.values());
    assertEquals(2, grid.x(2));
    assertEquals(20, grid.y(1));
  }

  @Test
  void grid_badRectangleOrCount_isRefused() {
    Series four = Series.of(0, 0, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> new Grid(1, 1, 0, 1, 2, 2, four));
    assertThrows(IllegalArgumentException.class, () -> new Grid(0, 1, 1, 0, 2, 2, four));
    assertThrows(IllegalArgumentException.class, () -> new Grid(0, Double.NaN, 0, 1, 2, 2, four));
    assertThrows(IllegalArgumentException.class, () -> new Grid(0, 1, 0, 1, 2, 3, four));
    assertThrows(IllegalArgumentException.class, () -> new Grid(0, 1, 0, 1, 4, 1, four));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Grid(0, 1, 0, 1, 2, 2, Series.of(0, 0, 0, Double.NaN)));
  }
}
