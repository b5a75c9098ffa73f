// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE;
import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE_LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;

// generates FloatSimdLanes

/** Sums over a vector's lanes in a fixed order; the Vector API's own may vary from call to call. */
final class DoubleSimdLanes {
  /** 0, 1, 2, ...; made once, for of floats JDK 17 makes it slowly. */
  static final DoubleVector NUMBERS = DoubleVector.zero(DOUBLE).addIndex(1);

  static final VectorShuffle<Double> BY_1 = turn(1);
  static final VectorShuffle<Double> BY_2 = turn(2);
  static final VectorShuffle<Double> BY_4 = turn(4);
  static final VectorShuffle<Double> BY_8 = turn(8);

  private DoubleSimdLanes() {}

  private static VectorShuffle<Double> turn(int by) {
    return VectorShuffle.iota(DOUBLE, by % DOUBLE_LANES, 1, true);
  }

  static double sum(DoubleVector v) {
    DoubleVector s = v;
    if (DOUBLE_LANES > 8) {
      s = s.add(s.rearrange(BY_8));
    }
    if (DOUBLE_LANES > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    if (DOUBLE_LANES > 2) {
      s = s.add(s.rearrange(BY_2));
    }
    if (DOUBLE_LANES > 1) {
      s = s.add(s.rearrange(BY_1));
    }
    return s.lane(0);
  }
}
