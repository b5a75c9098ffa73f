// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** Adam over vectors. */
final class Updates {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private Updates() {}

  /** One pass over parameter, gradient and both moments. */
  static void adam(
      double[] p, double[] g, double[] m, double[] v, double rate, double toV, int from, int to) {
    for (int i = from; i < to; i += L) {
      VectorMask<Double> in = S.indexInRange(i, to);
      DoubleVector gi = DoubleVector.fromArray(S, g, i, in);
      DoubleVector mi = DoubleVector.fromArray(S, m, i, in).mul(BETA1).add(gi.mul(1 - BETA1));
      DoubleVector vi =
          DoubleVector.fromArray(S, v, i, in).mul(BETA2).add(gi.mul(gi).mul(1 - BETA2));
      mi.intoArray(m, i, in);
      vi.intoArray(v, i, in);
      DoubleVector step = mi.mul(rate).div(vi.mul(toV).sqrt().add(EPSILON));
      DoubleVector.fromArray(S, p, i, in).sub(step).intoArray(p, i, in);
    }
  }
}
