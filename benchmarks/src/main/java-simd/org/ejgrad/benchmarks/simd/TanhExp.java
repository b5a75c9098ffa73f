// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** The loop of the function with tanh and exp. */
final class TanhExp {
  private static final int BLOCK = 1_024;

  private TanhExp() {}

  /** Block by block: the JIT compiles a method that is called often sooner than a long loop. */
  static void gradient(double[] x, double a, double b, double c, double[] out) {
    for (int from = 0; from < x.length; from += BLOCK) {
      gradient(x, a, b, c, out, from, Math.min(from + BLOCK, x.length));
    }
  }

  private static void gradient(
      double[] x, double a, double b, double c, double[] out, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      slope(DoubleVector.fromArray(S, x, i), a, b, c).intoArray(out, i);
    }
    if (i < to) {
      rest(x, a, b, c, out, i, to);
    }
  }

  private static void rest(double[] x, double a, double b, double c, double[] out, int i, int to) {
    VectorMask<Double> in = S.indexInRange(i, to);
    slope(DoubleVector.fromArray(S, x, i, in), a, b, c).intoArray(out, i, in);
  }

  /** exp(-c x^2) (a (1 - t^2) - 2 c x t), t = tanh(a x + b). */
  private static DoubleVector slope(DoubleVector x, double a, double b, double c) {
    DoubleVector t = VectorFunctions.tanh(x.mul(a).add(b));
    DoubleVector bell = VectorFunctions.exp(x.mul(x).mul(-c));
    DoubleVector one = DoubleVector.broadcast(S, 1);
    DoubleVector rise = one.sub(t.mul(t)).mul(a);
    return bell.mul(rise.sub(x.mul(t).mul(2 * c)));
  }
}
