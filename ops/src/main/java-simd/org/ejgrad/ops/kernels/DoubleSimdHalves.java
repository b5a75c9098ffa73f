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
