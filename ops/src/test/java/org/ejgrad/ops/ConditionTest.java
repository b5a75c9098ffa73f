// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
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

  @Test
  void reciprocal_ofRandomMatrices_isMostlyWithinAFactorOfThree() {
    int far = 0;
    for (long seed = 1; seed <= 200; seed++) {
      int n = 2 + (int) (seed % 12);
      DMatrixRMaj a = CounterRandom.of(seed).normal(n, n, 0, 1);
      double norm = NormOps_DDRM.inducedP1(a) * NormOps_DDRM.inducedP1(PlainLinear.inverse(a));
      double ratio = reciprocal(a) * norm;
      // ||a^-1|| is approached from below; ten roundings of a condition of up to 1e4.
      assertTrue(ratio >= 1 - 1e-9 && ratio <= 10, () -> "ratio " + ratio);
      far += ratio > 3 ? 1 : 0;
    }
    assertTrue(far <= 10, far + " of 200");
  }

  private static double reciprocal(DMatrixRMaj a) {
    DMatrixRMaj lu = new DMatrixRMaj(a.numRows + 1, a.numRows);
    new LuFactor().run(new DMatrixRMaj[] {a}, lu);
    return Condition.reciprocal(a, lu);
  }
}
