// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import jdk.incubator.vector.DoubleVector;

/** Adam over vectors. */
final class Updates {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private Updates() {}

  /** One pass over parameter, gradient and both moments. */
  static void adam(
      double[] p, double[] g, double[] m, double[] v, double rate, double toV, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      DoubleVector gi = DoubleVector.fromArray(S, g, i);
      DoubleVector mi = DoubleVector.fromArray(S, m, i).mul(BETA1).add(gi.mul(1 - BETA1));
      DoubleVector vi = DoubleVector.fromArray(S, v, i).mul(BETA2).add(gi.mul(gi).mul(1 - BETA2));
      mi.intoArray(m, i);
      vi.intoArray(v, i);
      DoubleVector step = mi.mul(rate).div(vi.mul(toV).sqrt().add(EPSILON));
      DoubleVector.fromArray(S, p, i).sub(step).intoArray(p, i);
    }
    for (; i < to; i++) {
      m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
      v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
      p[i] -= rate * m[i] / (Math.sqrt(v[i] * toV) + EPSILON);
    }
  }
}
