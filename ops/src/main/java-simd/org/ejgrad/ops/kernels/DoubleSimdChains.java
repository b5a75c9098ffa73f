// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

// generates FloatSimdChains

/**
 * Chains of multiply-adds of {@link DoubleSimdVectors}, each in a vector of its own: rows of a
 * matrix times the elements of a vector. Several run side by side, since one waits for itself.
 */
final class DoubleSimdChains {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DoubleSimdChains() {}

  /**
   * Adds to four sums the rows t, t + 1, t + 2 and t + 3 for t from 0 by step, each for a vector of
   * columns at wAt and one further by second.
   */
  static void four(
      int k,
      int step,
      double[] w,
      int wAt,
      int second,
      int stride,
      double[] x,
      int xAt,
      double[] sums,
      int to) {
    DoubleVector s0 = DoubleVector.fromArray(S, sums, to);
    DoubleVector u0 = DoubleVector.fromArray(S, sums, to + L);
    DoubleVector s1 = DoubleVector.fromArray(S, sums, to + 2 * L);
    DoubleVector u1 = DoubleVector.fromArray(S, sums, to + 3 * L);
    DoubleVector s2 = DoubleVector.fromArray(S, sums, to + 4 * L);
    DoubleVector u2 = DoubleVector.fromArray(S, sums, to + 5 * L);
    DoubleVector s3 = DoubleVector.fromArray(S, sums, to + 6 * L);
    DoubleVector u3 = DoubleVector.fromArray(S, sums, to + 7 * L);
    int at = wAt;
    int t = 0;
    for (; t + 3 < k; t += step) {
      DoubleVector v = DoubleVector.broadcast(S, x[xAt + t]);
      s0 = v.fma(DoubleVector.fromArray(S, w, at), s0);
      u0 = v.fma(DoubleVector.fromArray(S, w, at + second), u0);
      v = DoubleVector.broadcast(S, x[xAt + t + 1]);
      s1 = v.fma(DoubleVector.fromArray(S, w, at + stride), s1);
      u1 = v.fma(DoubleVector.fromArray(S, w, at + stride + second), u1);
      v = DoubleVector.broadcast(S, x[xAt + t + 2]);
      s2 = v.fma(DoubleVector.fromArray(S, w, at + 2 * stride), s2);
      u2 = v.fma(DoubleVector.fromArray(S, w, at + 2 * stride + second), u2);
      v = DoubleVector.broadcast(S, x[xAt + t + 3]);
      s3 = v.fma(DoubleVector.fromArray(S, w, at + 3 * stride), s3);
      u3 = v.fma(DoubleVector.fromArray(S, w, at + 3 * stride + second), u3);
      at += step * stride;
    }
    if (t < k) {
      DoubleVector v = DoubleVector.broadcast(S, x[xAt + t]);
      s0 = v.fma(DoubleVector.fromArray(S, w, at), s0);
      u0 = v.fma(DoubleVector.fromArray(S, w, at + second), u0);
    }
    if (t + 1 < k) {
      DoubleVector v = DoubleVector.broadcast(S, x[xAt + t + 1]);
      s1 = v.fma(DoubleVector.fromArray(S, w, at + stride), s1);
      u1 = v.fma(DoubleVector.fromArray(S, w, at + stride + second), u1);
    }
    if (t + 2 < k) {
      DoubleVector v = DoubleVector.broadcast(S, x[xAt + t + 2]);
      s2 = v.fma(DoubleVector.fromArray(S, w, at + 2 * stride), s2);
      u2 = v.fma(DoubleVector.fromArray(S, w, at + 2 * stride + second), u2);
    }
    s0.intoArray(sums, to);
    u0.intoArray(sums, to + L);
    s1.intoArray(sums, to + 2 * L);
    u1.intoArray(sums, to + 3 * L);
    s2.intoArray(sums, to + 4 * L);
    u2.intoArray(sums, to + 5 * L);
    s3.intoArray(sums, to + 6 * L);
    u3.intoArray(sums, to + 7 * L);
  }

  /**
   * Adds to eight sums the rows t to t + 7 for t from 0 by step, each for one vector of columns.
   * The sums lie as those of {@link #four}, whose second vectors stay as they are.
   */
  static void eight(
      int k,
      int step,
      double[] w,
      int wAt,
      int stride,
      double[] x,
      int xAt,
      double[] sums,
      int to) {
    DoubleVector s0 = DoubleVector.fromArray(S, sums, to);
    DoubleVector s1 = DoubleVector.fromArray(S, sums, to + 2 * L);
    DoubleVector s2 = DoubleVector.fromArray(S, sums, to + 4 * L);
    DoubleVector s3 = DoubleVector.fromArray(S, sums, to + 6 * L);
    DoubleVector s4 = DoubleVector.fromArray(S, sums, to + 8 * L);
    DoubleVector s5 = DoubleVector.fromArray(S, sums, to + 10 * L);
    DoubleVector s6 = DoubleVector.fromArray(S, sums, to + 12 * L);
    DoubleVector s7 = DoubleVector.fromArray(S, sums, to + 14 * L);
    int at = wAt;
    int t = 0;
    for (; t + 7 < k; t += step) {
      int i = xAt + t;
      s0 = DoubleVector.broadcast(S, x[i]).fma(DoubleVector.fromArray(S, w, at), s0);
      s1 = DoubleVector.broadcast(S, x[i + 1]).fma(DoubleVector.fromArray(S, w, at + stride), s1);
      s2 =
          DoubleVector.broadcast(S, x[i + 2])
              .fma(DoubleVector.fromArray(S, w, at + 2 * stride), s2);
      s3 =
          DoubleVector.broadcast(S, x[i + 3])
              .fma(DoubleVector.fromArray(S, w, at + 3 * stride), s3);
      s4 =
          DoubleVector.broadcast(S, x[i + 4])
              .fma(DoubleVector.fromArray(S, w, at + 4 * stride), s4);
      s5 =
          DoubleVector.broadcast(S, x[i + 5])
              .fma(DoubleVector.fromArray(S, w, at + 5 * stride), s5);
      s6 =
          DoubleVector.broadcast(S, x[i + 6])
              .fma(DoubleVector.fromArray(S, w, at + 6 * stride), s6);
      s7 =
          DoubleVector.broadcast(S, x[i + 7])
              .fma(DoubleVector.fromArray(S, w, at + 7 * stride), s7);
      at += step * stride;
    }
    s0.intoArray(sums, to);
    s1.intoArray(sums, to + 2 * L);
    s2.intoArray(sums, to + 4 * L);
    s3.intoArray(sums, to + 6 * L);
    s4.intoArray(sums, to + 8 * L);
    s5.intoArray(sums, to + 10 * L);
    s6.intoArray(sums, to + 12 * L);
    s7.intoArray(sums, to + 14 * L);
    for (int last = to; t < k; t++, at += stride, last += 2 * L) {
      DoubleVector s = DoubleVector.fromArray(S, sums, last);
      DoubleVector v = DoubleVector.broadcast(S, x[xAt + t]);
      v.fma(DoubleVector.fromArray(S, w, at), s).intoArray(sums, last);
    }
  }
}
