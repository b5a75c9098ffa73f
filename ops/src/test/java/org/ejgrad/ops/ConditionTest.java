// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

class ConditionTest {
  @Test
  void reciprocal_ofKnownMatrices_isExact() {
    assertEquals(1, reciprocal(PlainLinear.identity(4)));
    assertEquals(1e-3, reciprocal(Plain.matrix(2, 2, (i, j) -> i == j ? 1 - 0.999 * i : 0)), 1e-16);
    // The condition of Hilbert's matrix of 5 in the 1-norm is 943656.
    DMatrixRMaj hilbert = Plain.matrix(5, 5, (i, j) -> 1.0 / (i + j + 1));
    assertEquals(1 / 943656.0, reciprocal(hilbert), 1e-14);
    assertEquals(0, reciprocal(new DMatrixRMaj(3, 3)));
  }

  /**
   * The columns of a^-1 = I + c v v', with v across (1, .., 1), add up to 1: all slopes are equal
   * where the climb starts, and it ends there with 1. The size of a^-1 x for x = (1, -3/2, 2), of
   * size 9/2, by hand.
   */
  @Test
  void reciprocal_whereTheClimbEndsAtOnce_goesBySignsInTurn() {
    DMatrixRMaj first = ofInverse(9, 1, -1, 0);
    // v'x = 5/2, and x + 9 v'x v has the signs of x.
    double size = 4.5 + 9 * 2.5 * 2;
    assertEquals(4.5 / size / NormOps_DDRM.inducedP1(first), reciprocal(first), 1e-15);
    DMatrixRMaj second = ofInverse(9, 1, 0, -1);
    // v'x = -1.
    double other = 9 - 1 + 1.5 + 2 + 9;
    assertEquals(4.5 / other / NormOps_DDRM.inducedP1(second), reciprocal(second), 1e-15);
    assertEquals(1, reciprocal(new DMatrixRMaj(1, 1, true, 0.25)));
  }

  private static DMatrixRMaj ofInverse(double c, double... v) {
    DMatrixRMaj a = Plain.matrix(v.length, v.length, (i, j) -> (i == j ? 1 : 0) + c * v[i] * v[j]);
    // Another inverse, rounded otherwise, would not leave the slopes equal.
    CommonOps_DDRM.invert(a);
    return a;
  }

  @Test
  void reciprocal_ofRandomMatrices_isMostlyWithinAFactorOfThree() {
    int exact = 0;
    int far = 0;
    for (long seed = 1; seed <= 200; seed++) {
      int n = 2 + (int) (seed % 12);
      DMatrixRMaj a = CounterRandom.of(seed).normal(n, n, 0, 1);
      double norm = NormOps_DDRM.inducedP1(a) * NormOps_DDRM.inducedP1(PlainLinear.inverse(a));
      double ratio = reciprocal(a) * norm;
      // ||a^-1|| is approached from below; ten roundings of a condition of up to 1e4.
      assertTrue(ratio >= 1 - 1e-9 && ratio <= 10, () -> "ratio " + ratio);
      exact += ratio <= 1 + 1e-9 ? 1 : 0;
      far += ratio > 3 ? 1 : 0;
    }
    int found = exact;
    assertTrue(found >= 155, () -> found + " of 200 exact");
    assertTrue(far <= 10, far + " of 200");
  }

  private static double reciprocal(DMatrixRMaj a) {
    DMatrixRMaj lu = new DMatrixRMaj(a.numRows + 1, a.numRows);
    new LuFactor().run(new DMatrixRMaj[] {a}, lu);
    return Condition.reciprocal(a, lu);
  }
}
