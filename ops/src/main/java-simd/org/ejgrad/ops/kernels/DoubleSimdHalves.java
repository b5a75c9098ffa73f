// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

// generates FloatSimdHalves

/**
 * Sums of the lanes of vectors, always by halves: lane c takes lane c + L/2, then c + L/4 and so
 * on. Sums of many rows are taken together, two rows to a vector after the first half, four after
 * the second, until a vector holds a sum in each lane.
 */
final class DoubleSimdHalves {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final VectorShuffle<Double> SWAP_8 = swap(8);
  private static final VectorShuffle<Double> SWAP_4 = swap(4);
  private static final VectorShuffle<Double> SWAP_2 = swap(2);
  private static final VectorShuffle<Double> SWAP_1 = swap(1);
  private static final VectorMask<Double> UPPER_8 = upper(8);
  private static final VectorMask<Double> UPPER_4 = upper(4);
  private static final VectorMask<Double> UPPER_2 = upper(2);
  private static final VectorMask<Double> UPPER_1 = upper(1);

  /** Whether a vector holds the sums of eight rows at least. */
  static final boolean EIGHT = L >= 8;

  private static final VectorShuffle<Double> SWAP_HALF = swap(L / 2);
  private static final VectorShuffle<Double> SWAP_QUARTER = swap(L / 4);
  private static final VectorShuffle<Double> SWAP_EIGHTH = swap(L / 8);
  private static final VectorMask<Double> UPPER_HALF = upper(L / 2);
  private static final VectorMask<Double> UPPER_QUARTER = upper(L / 4);
  private static final VectorMask<Double> UPPER_EIGHTH = upper(L / 8);

  private DoubleSimdHalves() {}

  private static VectorShuffle<Double> swap(int half) {
    return VectorShuffle.fromOp(S, i -> (i ^ half) % L);
  }

  private static VectorMask<Double> upper(int half) {
    boolean[] bits = new boolean[L];
    for (int i = 0; i < L; i++) {
      bits[i] = (i & half) != 0;
    }
    return VectorMask.fromArray(S, bits, 0);
  }

  /** The sum of one vector. */
  static double ofRow(double[] lanes, int at) {
    for (int half = L / 2; half > 0; half /= 2) {
      for (int c = 0; c < half; c++) {
        lanes[at + c] += lanes[at + c + half];
      }
    }
    return lanes[at];
  }

  /**
   * The sums of as many vectors, a multiple of L.
   *
   * @param lanes the vectors. Modified.
   */
  static void ofRows(double[] lanes, int rows, double[] y, int yAt) {
    for (int i = 0; i < rows; i += L) {
      int at = i * L;
      if (L >= 16) {
        halve16(lanes, at);
      }
      if (L >= 8) {
        halve8(lanes, at);
      }
      if (L >= 4) {
        halve4(lanes, at);
      }
      DoubleVector even = DoubleVector.fromArray(S, lanes, at);
      DoubleVector odd = DoubleVector.fromArray(S, lanes, at + L);
      DoubleVector other = odd.blend(even, UPPER_1).rearrange(SWAP_1);
      even.blend(odd, UPPER_1).add(other).intoArray(y, yAt + i);
    }
  }

  /**
   * The sums of L rows of w times x, of whole vectors: eight at a time, which never leave the
   * registers. Of two eights one takes the even rows, so that the sums end in their order.
   *
   * @param lanes two vectors of scratch. Modified.
   */
  static void ofProducts(
      int k,
      double[] w,
      int wAt,
      int stride,
      double[] x,
      int xAt,
      double[] y,
      int yAt,
      double[] lanes) {
    if (L == 8) {
      eight(k, w, wAt, stride, x, xAt, y, yAt);
      return;
    }
    eight(k, w, wAt, 2 * stride, x, xAt, lanes, 0);
    eight(k, w, wAt + stride, 2 * stride, x, xAt, lanes, L);
    DoubleVector even = DoubleVector.fromArray(S, lanes, 0);
    DoubleVector odd = DoubleVector.fromArray(S, lanes, L);
    DoubleVector other = odd.blend(even, UPPER_1).rearrange(SWAP_1);
    even.blend(odd, UPPER_1).add(other).intoArray(y, yAt);
  }

  /** Adds the lanes of eight rows until one vector holds all of them. */
  private static void eight(
      int k, double[] w, int wAt, int stride, double[] x, int xAt, double[] y, int yAt) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector s4 = s0;
    DoubleVector s5 = s0;
    DoubleVector s6 = s0;
    DoubleVector s7 = s0;
    for (int t = 0; t < k; t += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + t);
      int at = wAt + t;
      s0 = v.fma(DoubleVector.fromArray(S, w, at), s0);
      s1 = v.fma(DoubleVector.fromArray(S, w, at + stride), s1);
      s2 = v.fma(DoubleVector.fromArray(S, w, at + 2 * stride), s2);
      s3 = v.fma(DoubleVector.fromArray(S, w, at + 3 * stride), s3);
      s4 = v.fma(DoubleVector.fromArray(S, w, at + 4 * stride), s4);
      s5 = v.fma(DoubleVector.fromArray(S, w, at + 5 * stride), s5);
      s6 = v.fma(DoubleVector.fromArray(S, w, at + 6 * stride), s6);
      s7 = v.fma(DoubleVector.fromArray(S, w, at + 7 * stride), s7);
    }
    s0 = s0.blend(s4, UPPER_HALF).add(s4.blend(s0, UPPER_HALF).rearrange(SWAP_HALF));
    s1 = s1.blend(s5, UPPER_HALF).add(s5.blend(s1, UPPER_HALF).rearrange(SWAP_HALF));
    s2 = s2.blend(s6, UPPER_HALF).add(s6.blend(s2, UPPER_HALF).rearrange(SWAP_HALF));
    s3 = s3.blend(s7, UPPER_HALF).add(s7.blend(s3, UPPER_HALF).rearrange(SWAP_HALF));
    s0 = s0.blend(s2, UPPER_QUARTER).add(s2.blend(s0, UPPER_QUARTER).rearrange(SWAP_QUARTER));
    s1 = s1.blend(s3, UPPER_QUARTER).add(s3.blend(s1, UPPER_QUARTER).rearrange(SWAP_QUARTER));
    s0 = s0.blend(s1, UPPER_EIGHTH).add(s1.blend(s0, UPPER_EIGHTH).rearrange(SWAP_EIGHTH));
    s0.intoArray(y, yAt);
  }

  private static void halve16(double[] lanes, int at) {
    for (int i = 0; i < 8; i++) {
      DoubleVector u = DoubleVector.fromArray(S, lanes, at + i * L);
      DoubleVector v = DoubleVector.fromArray(S, lanes, at + (i + 8) * L);
      DoubleVector other = v.blend(u, UPPER_8).rearrange(SWAP_8);
      u.blend(v, UPPER_8).add(other).intoArray(lanes, at + i * L);
    }
  }

  private static void halve8(double[] lanes, int at) {
    for (int i = 0; i < 4; i++) {
      DoubleVector u = DoubleVector.fromArray(S, lanes, at + i * L);
      DoubleVector v = DoubleVector.fromArray(S, lanes, at + (i + 4) * L);
      DoubleVector other = v.blend(u, UPPER_4).rearrange(SWAP_4);
      u.blend(v, UPPER_4).add(other).intoArray(lanes, at + i * L);
    }
  }

  private static void halve4(double[] lanes, int at) {
    for (int i = 0; i < 2; i++) {
      DoubleVector u = DoubleVector.fromArray(S, lanes, at + i * L);
      DoubleVector v = DoubleVector.fromArray(S, lanes, at + (i + 2) * L);
      DoubleVector other = v.blend(u, UPPER_2).rearrange(SWAP_2);
      u.blend(v, UPPER_2).add(other).intoArray(lanes, at + i * L);
    }
  }
}
