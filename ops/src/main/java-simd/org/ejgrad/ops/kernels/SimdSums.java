// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE;
import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE_LANES;
import static org.ejgrad.ops.kernels.SimdSpecies.FLOAT;
import static org.ejgrad.ops.kernels.SimdSpecies.FLOAT_LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Sums in vectors of double, of either precision: four running sums, pairwise over blocks. */
final class SimdSums {
  /** Each lane of the four adds at most 32 elements. */
  private static final int BLOCK = 128 * DOUBLE_LANES;

  private static final int FOUR = 4 * DOUBLE_LANES;

  /** Below this, the vector at the end costs more than it saves; JDK 17 at times boxes it. */
  private static final int WORTH_VECTORS = BLOCK / 2;

  private SimdSums() {}

  static double sum(double[] x, int at, int n) {
    if (n > BLOCK) {
      int half = (n / 2 + BLOCK - 1) / BLOCK * BLOCK;
      return sum(x, at, half) + sum(x, at + half, n - half);
    }
    if (n < WORTH_VECTORS) {
      return DoublePlainSums.sum(x, at, n);
    }
    int whole = n - n % FOUR;
    return ofWhole(x, at, whole) + DoublePlainSums.sum(x, at + whole, n - whole);
  }

  private static double ofWhole(double[] x, int at, int n) {
    DoubleVector s0 = DoubleVector.zero(DOUBLE);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int i = at; i < at + n; i += FOUR) {
      s0 = s0.add(DoubleVector.fromArray(DOUBLE, x, i));
      s1 = s1.add(DoubleVector.fromArray(DOUBLE, x, i + DOUBLE_LANES));
      s2 = s2.add(DoubleVector.fromArray(DOUBLE, x, i + 2 * DOUBLE_LANES));
      s3 = s3.add(DoubleVector.fromArray(DOUBLE, x, i + 3 * DOUBLE_LANES));
    }
    return DoubleSimdLanes.sum(s0.add(s1).add(s2.add(s3)));
  }

  static double sum(float[] x, int at, int n) {
    if (n > BLOCK) {
      int half = (n / 2 + BLOCK - 1) / BLOCK * BLOCK;
      return sum(x, at, half) + sum(x, at + half, n - half);
    }
    if (n < WORTH_VECTORS) {
      return FloatPlainSums.sum(x, at, n);
    }
    int whole = n - n % FOUR;
    return ofWhole(x, at, whole) + FloatPlainSums.sum(x, at + whole, n - whole);
  }

  private static double ofWhole(float[] x, int at, int n) {
    DoubleVector s0 = DoubleVector.zero(DOUBLE);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int i = at; i < at + n; i += FOUR) {
      FloatVector u = FloatVector.fromArray(FLOAT, x, i);
      FloatVector v = FloatVector.fromArray(FLOAT, x, i + FLOAT_LANES);
      s0 = s0.add(u.convertShape(VectorOperators.F2D, DOUBLE, 0));
      s1 = s1.add(u.convertShape(VectorOperators.F2D, DOUBLE, 1));
      s2 = s2.add(v.convertShape(VectorOperators.F2D, DOUBLE, 0));
      s3 = s3.add(v.convertShape(VectorOperators.F2D, DOUBLE, 1));
    }
    // DoubleSimdLanes.sum, written out: C2 did not inline it here, and made an object of its
    // vector.
    DoubleVector s = s0.add(s1).add(s2.add(s3));
    if (DOUBLE_LANES > 8) {
      s = s.add(s.rearrange(DoubleSimdLanes.BY_8));
    }
    if (DOUBLE_LANES > 4) {
      s = s.add(s.rearrange(DoubleSimdLanes.BY_4));
    }
    if (DOUBLE_LANES > 2) {
      s = s.add(s.rearrange(DoubleSimdLanes.BY_2));
    }
    if (DOUBLE_LANES > 1) {
      s = s.add(s.rearrange(DoubleSimdLanes.BY_1));
    }
    return s.lane(0);
  }
}
