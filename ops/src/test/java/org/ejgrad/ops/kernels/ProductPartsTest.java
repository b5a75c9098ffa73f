// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductPartsTest {
  private static ProductParts parts(int m, int n, int k) {
    return ProductParts.of(new ProductShape(false, false, m, n, k));
  }

  /** As many tiles as there are millions of multiply-adds, at most 16, near to squares. */
  @ParameterizedTest
  @CsvSource({
    // Just twice the least work, and one column short of it.
    "128, 128, 128, 1, 2, 128, 64",
    "128, 127, 128, 1, 1, 128, 127",
    "512, 512, 512, 4, 4, 128, 128",
    // Tiles have 32 rows and 64 columns at least.
    "40, 1000, 1000, 1, 8, 40, 128",
    "64, 1024, 1000, 1, 16, 64, 64",
    "64, 512, 2000, 2, 8, 32, 64",
    "2000, 50, 2000, 16, 1, 128, 50",
    // Sides are multiples of 8 rows and 64 columns.
    "100, 100, 1000, 2, 1, 56, 100",
    "1000, 1000, 1000, 4, 4, 256, 256",
  })
  void of_shape_isThisGrid(int m, int n, int k, int down, int across, int rows, int cols) {
    assertEquals(new ProductParts(down, across, rows, cols), parts(m, n, k));
  }

  @Test
  void tiles_startOneAfterTheOther() {
    ProductParts parts = parts(512, 1024, 512);
    assertEquals(16, parts.count());
    assertTrue(parts.across() > 1 && parts.down() > 1);
    for (int part = 0; part < parts.count(); part++) {
      assertEquals(part / parts.across() * parts.tileRows(), parts.firstRow(part));
      assertEquals(part % parts.across() * parts.tileCols(), parts.firstCol(part));
    }
  }
}
