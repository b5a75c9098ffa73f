// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Numbers that are equal but for a few roundings. */
final class SameNumbers {
  private SameNumbers() {}

  static void same(DMatrixRMaj expected, DMatrixRMaj actual) {
    assertEquals(expected.numRows, actual.numRows);
    assertEquals(expected.numCols, actual.numCols);
    same(expected.data, actual.data);
  }

  /** Sums of a few products in another order: some roundings of numbers of size 1 to 1000. */
  static void same(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-13 * Math.max(1, Math.abs(expected[i])));
    }
  }

  static DMatrixRMaj scaled(DMatrixRMaj x, double c) {
    DMatrixRMaj y = x.copy();
    CommonOps_DDRM.scale(c, y);
    return y;
  }
}
