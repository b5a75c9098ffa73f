// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void of_arrayChangedLater_keepsItsValues() {
    double[] values = {1, 2};
    Series series = Series.of(values);
    values[0] = 9;
    series.toArray()[1] = 9;
    assertArrayEquals(new double[] {1, 2}, series.toArray());
  }

  @Test
  void copyOf_partOfArray_dropsTheRest() {
    assertEquals(Series.of(1, 2), Series.copyOf(new double[] {1, 2, 3}, 2));
    assertThrows(IllegalArgumentException.class, () -> Series.copyOf(new double[1], 2));
  }

  @Test
  void equals_comparesBits() {
    assertEquals(Series.of(Double.NaN), Series.of(Double.NaN));
    assertNotEquals(Series.of(0.0), Series.of(-0.0));
  }

  @Test
  void firstBelow_isStrict() {
    assertEquals(OptionalInt.of(2), Series.of(1, 0.5, 0.4, 0.1).firstBelow(0.5));
    assertEquals(OptionalInt.empty(), Series.of(1, 0.5).firstBelow(0.5));
  }

  @Test
  void extremes_andFiniteness() {
    assertEquals(-2, Series.of(1, -2, 3).min());
    assertEquals(3, Series.of(1, -2, 3).max());
    assertThrows(IllegalStateException.class, () -> Series.of().min());
    assertTrue(Series.of().isFinite());
    assertFalse(Series.of(1, Double.POSITIVE_INFINITY).isFinite());
  }

  @Test
  void counting_startsWhereAsked() {
    assertEquals(Series.of(1, 2, 3), Series.counting(1, 3));
  }
}
