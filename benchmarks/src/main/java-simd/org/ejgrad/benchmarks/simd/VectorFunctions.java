// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** exp, and tanh by it, of one vector. */
final class VectorFunctions {
  static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  static final int L = S.length();

  private static final double ROUND = 0x1.8p52;
  private static final long ROUND_BITS = 0x4338000000000000L;
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LN2_REST = 0x1.abc9e3b39803fp-56;
  private static final double LOG2_E = 0x1.71547652b82fep0;

  private VectorFunctions() {}

  /** exp(x) for |x| up to 700, clamped beyond; Taylor to r^11, absolute rest 1e-14 of r^12. */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector z = x.max(DoubleVector.broadcast(S, -700)).min(DoubleVector.broadcast(S, 700));
    DoubleVector t = z.fma(DoubleVector.broadcast(S, LOG2_E), DoubleVector.broadcast(S, ROUND));
    DoubleVector k = t.sub(ROUND);
    DoubleVector r = k.fma(DoubleVector.broadcast(S, -LN2), z);
    r = k.fma(DoubleVector.broadcast(S, -LN2_REST), r);
    LongVector power = t.reinterpretAsLongs().sub(ROUND_BITS - 1023);
    return polynomial(r).mul(power.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles());
  }

  private static DoubleVector polynomial(DoubleVector r) {
    return DoubleVector.broadcast(S, 1 / 479001600.0)
        .fma(r, DoubleVector.broadcast(S, 1 / 39916800.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 3628800.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 362880.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 40320.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 5040.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 720.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 120.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 24.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 6.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 2.0))
        .fma(r, DoubleVector.broadcast(S, 1))
        .fma(r, DoubleVector.broadcast(S, 1));
  }

  /** 1 / (1 + exp(-x)). */
  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector one = DoubleVector.broadcast(S, 1);
    return one.div(exp(x.neg()).add(1));
  }

  /** 1 - 2 / (exp(2x) + 1), right to a unit of 1, which the gradient at hand needs no better. */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector one = DoubleVector.broadcast(S, 1);
    return one.sub(DoubleVector.broadcast(S, 2).div(exp(x.add(x)).add(1)));
  }
}
