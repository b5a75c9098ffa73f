// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  @ParameterizedTest
  @CsvSource({
    "1,1, 1,1, true", "1,1, 5,7, true", "1,7, 5,7, true", "5,1, 5,7, true", "5,7, 5,7, true",
    "1,1, 0,0, true", "1,7, 0,7, true", "0,7, 0,7, true", "5,7, 1,7, false", "5,7, 5,1, false",
    "2,7, 5,7, false", "5,2, 5,7, false", "0,7, 1,7, false", "0,7, 5,7, false", "7,5, 5,7, false"
  })
  void broadcastsTo_eachSideEqualOrOne(int r, int c, int toR, int toC, boolean expected) {
    assertEquals(expected, Shape.of(r, c).broadcastsTo(Shape.of(toR, toC)));
  }

  @Test
  void of_negativeSide_isAnError() {
    assertThrows(IllegalArgumentException.class, () -> Shape.of(-1, 2));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -1));
  }

  @Test
  void of_moreElementsThanAnArrayHolds_isAnError() {
    assertThrows(IllegalArgumentException.class, () -> Shape.of(65536, 32768));
    assertEquals(65536 * 32767, Shape.of(65536, 32767).elements());
    assertEquals(0, Shape.of(Integer.MAX_VALUE, 0).elements());
  }

  @Test
  void impossibleShapes_areNamed() {
    assertEquals(
        "shape: rows and cols must be >= 0, got -1x2",
        assertThrows(ShapeMismatchException.class, () -> Shape.of(-1, 2)).getMessage());
    assertEquals(
        "shape: a matrix holds at most 2147483647 elements, got 65536x32768",
        assertThrows(ShapeMismatchException.class, () -> Shape.of(65536, 32768)).getMessage());
    assertEquals(0, Shape.of(0, 5).elements());
    assertFalse(Shape.of(2, 1).isScalar());
  }

  @Test
  void values_compareAndPrint() {
    assertEquals(Shape.of(3, 2), Shape.of(2, 3).transposed());
    assertEquals("3x2", Shape.of(3, 2).toString());
    assertTrue(Shape.of(1, 1).isScalar());
    assertFalse(Shape.of(1, 2).isScalar());
  }
}
