// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

// generates FloatSimdPairs

/** Products of a vector and a matrix of two columns, whose rows lie one after the other. */
final class DoubleSimdPairs {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** The lanes of half a vector, each twice. */
  private static final VectorShuffle<Double> LOW_TWICE = VectorShuffle.fromOp(S, i -> i / 2);

  private static final VectorShuffle<Double> HIGH_TWICE = VectorShuffle.fromOp(S, i -> (L + i) / 2);

  private DoubleSimdPairs() {}

  /** y_i = w_i0 x0 + w_i1 x1 for r rows. */
  static void rows(
      int r, double[] w, int wAt, int stride, double x0, double x1, double[] y, int yAt) {
    for (int i = 0; i < r; i++) {
      int at = wAt + i * stride;
      // Adding 0 makes of -0 the 0 that a sum which starts from 0 would be.
      y[yAt + i] = w[at] * x0 + w[at + 1] * x1 + 0;
    }
  }

  /**
   * y_i = sum_t w_ti x_t for both columns: a vector holds the two for the rows of half a vector of
   * x. Element t belongs to chain t modulo the number of lanes.
   *
   * @param chainPairs two vectors of scratch. Modified.
   */
  static void combine(
      int k,
      double[] w,
      int wAt,
      int stride,
      double[] x,
      int xAt,
      double[] y,
      int yAt,
      double[] chainPairs) {
    DoubleVector low = DoubleVector.zero(S);
    DoubleVector high = low;
    int t = 0;
    for (; stride == 2 && t <= k - L; t += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + t);
      low = v.rearrange(LOW_TWICE).fma(DoubleVector.fromArray(S, w, wAt + 2 * t), low);
      high = v.rearrange(HIGH_TWICE).fma(DoubleVector.fromArray(S, w, wAt + 2 * t + L), high);
    }
    low.intoArray(chainPairs, 0);
    high.intoArray(chainPairs, L);
    for (; t < k; t++) {
      int chain = 2 * (t % L);
      int at = wAt + t * stride;
      chainPairs[chain] = Math.fma(w[at], x[xAt + t], chainPairs[chain]);
      chainPairs[chain + 1] = Math.fma(w[at + 1], x[xAt + t], chainPairs[chain + 1]);
    }
    for (int half = L; half > 1; half /= 2) {
      for (int i = 0; i < half; i++) {
        chainPairs[i] += chainPairs[i + half];
      }
    }
    y[yAt] = chainPairs[0];
    y[yAt + 1] = chainPairs[1];
  }
}
