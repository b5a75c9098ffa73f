// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

// generates FloatSimdVectors

/**
 * Products of a matrix and a vector: r dot products of length k. Element t belongs to chain t
 * modulo the number of chains, four or as many as a vector has lanes, and the chains are added in
 * halves: as lanes where the matrix lies row by row, as vectors of their own where it lies
 * transposed, so that both give the same bits at the speed of memory.
 *
 * <p>One species only, although four lanes would do for short rows: on JDK 17 a second one in the
 * same virtual machine slows every loop down twentyfold.
 */
final class DoubleSimdVectors implements DoubleMultiplier {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Rows whose sums are ended together. */
  private static final int BLOCK = Math.max(8, L);

  /** The chains of a panel of two vectors. */
  private static final int PANEL = 2 * L * Math.max(L, 4);

  /** Rows of a wide matrix that are combined before the next are touched: pages stay at hand. */
  private static final int BAND = 64;

  /** From this length on, a row has as many chains as a vector has lanes. */
  private static final int LONG = L < 4 ? Integer.MAX_VALUE : 16;

  private final boolean transA;
  private final boolean transB;
  private final boolean column;

  /** Whether the product is one number; a block of one row is added up as a taller one's rows. */
  private final boolean number;

  private final double[] lanes = new double[BLOCK * L];
  private final double[] ofPairs = new double[2 * L];
  private final double[] packed = new double[3 * L * L];
  private final double[] partial;

  /**
   * @param shape with m or n of 1
   */
  DoubleSimdVectors(ProductShape shape) {
    transA = shape.transA();
    transB = shape.transB();
    column = shape.n() == 1;
    number = column && shape.m() == 1;
    int r = column ? shape.m() : shape.n();
    partial = new double[(r + 2 * L - 1) / (2 * L) * PANEL];
  }

  @Override
  public void multiply(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int aStride,
      double[] b,
      int bAt,
      int bStride,
      double[] y,
      int yAt,
      int yStride) {
    if (number) {
      y[yAt] = dot(k, a, aAt, b, bAt);
    } else if (column && transA) {
      combine(m, k, a, aAt, aStride, b, bAt, y, yAt);
    } else if (column) {
      rows(m, k, a, aAt, aStride, b, bAt, y, yAt);
    } else if (transB) {
      rows(n, k, b, bAt, bStride, a, aAt, y, yAt);
    } else {
      combine(n, k, b, bAt, bStride, a, aAt, y, yAt);
    }
  }

  /** Both factors lie contiguously whatever the flags, so four vectors of chains disturb nobody. */
  private double dot(int k, double[] a, int aAt, double[] b, int bAt) {
    int t = 0;
    double sum = 0;
    if (k >= 4 * L) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      for (; t <= k - 4 * L; t += 4 * L) {
        s0 = load(a, aAt + t).fma(load(b, bAt + t), s0);
        s1 = load(a, aAt + t + L).fma(load(b, bAt + t + L), s1);
        s2 = load(a, aAt + t + 2 * L).fma(load(b, bAt + t + 2 * L), s2);
        s3 = load(a, aAt + t + 3 * L).fma(load(b, bAt + t + 3 * L), s3);
      }
      s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
      for (int i = 0; i < L; i += 2) {
        sum += lanes[i] + lanes[i + 1];
      }
    }
    double c0 = sum;
    double c1 = 0;
    for (; t + 1 < k; t += 2) {
      c0 = Math.fma(a[aAt + t], b[bAt + t], c0);
      c1 = Math.fma(a[aAt + t + 1], b[bAt + t + 1], c1);
    }
    return t < k ? Math.fma(a[aAt + t], b[bAt + t], c0) + c1 : c0 + c1;
  }

  private static DoubleVector load(double[] x, int at) {
    return DoubleVector.fromArray(S, x, at);
  }

  /** y_i = sum_t w_it x_t, the rows of w one after the other. */
  private void rows(
      int r, int k, double[] w, int wAt, int stride, double[] x, int xAt, double[] y, int yAt) {
    if (k == 2) {
      DoubleSimdPairs.rows(r, w, wAt, stride, x[xAt], x[xAt + 1], y, yAt);
    } else if (k < LONG) {
      for (int i = 0; i < r; i++) {
        y[yAt + i] = shortRow(k, w, wAt + i * stride, 1, x, xAt);
      }
    } else {
      longRows(r, k, w, wAt, stride, x, xAt, y, yAt);
    }
  }

  private void longRows(
      int r, int k, double[] w, int wAt, int stride, double[] x, int xAt, double[] y, int yAt) {
    int done = k / L * L;
    int i = 0;
    for (; done == k && DoubleSimdHalves.EIGHT && i <= r - BLOCK; i += BLOCK) {
      DoubleSimdHalves.ofProducts(k, w, wAt + i * stride, stride, x, xAt, y, yAt + i, lanes);
    }
    for (; i <= r - BLOCK; i += BLOCK) {
      for (int of = 0; of < BLOCK; of += 8) {
        eightRows(done, w, wAt + (i + of) * stride, stride, x, xAt, lanes, of * L);
      }
      addTails(BLOCK, k - done, w, wAt + i * stride + done, stride, x, xAt + done);
      DoubleSimdHalves.ofRows(lanes, BLOCK, y, yAt + i);
    }
    for (; i < r; i++) {
      oneRow(done, w, wAt + i * stride, x, xAt, lanes);
      addTails(1, k - done, w, wAt + i * stride + done, stride, x, xAt + done);
      y[yAt + i] = DoubleSimdHalves.ofRow(lanes, 0);
    }
  }

  private static double shortRow(int k, double[] w, int wAt, int step, double[] x, int xAt) {
    double c0 = 0;
    double c1 = 0;
    double c2 = 0;
    double c3 = 0;
    int t = 0;
    for (; t + 3 < k; t += 4, wAt += 4 * step) {
      c0 = Math.fma(w[wAt], x[xAt + t], c0);
      c1 = Math.fma(w[wAt + step], x[xAt + t + 1], c1);
      c2 = Math.fma(w[wAt + 2 * step], x[xAt + t + 2], c2);
      c3 = Math.fma(w[wAt + 3 * step], x[xAt + t + 3], c3);
    }
    if (t < k) {
      c0 = Math.fma(w[wAt], x[xAt + t], c0);
    }
    if (t + 1 < k) {
      c1 = Math.fma(w[wAt + step], x[xAt + t + 1], c1);
    }
    if (t + 2 < k) {
      c2 = Math.fma(w[wAt + 2 * step], x[xAt + t + 2], c2);
    }
    return (c0 + c2) + (c1 + c3);
  }

  private static void eightRows(
      int inner, double[] w, int wAt, int stride, double[] x, int xAt, double[] lanes, int to) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector s4 = s0;
    DoubleVector s5 = s0;
    DoubleVector s6 = s0;
    DoubleVector s7 = s0;
    for (int t = 0; t < inner; t += L) {
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
    s0.intoArray(lanes, to);
    s1.intoArray(lanes, to + L);
    s2.intoArray(lanes, to + 2 * L);
    s3.intoArray(lanes, to + 3 * L);
    s4.intoArray(lanes, to + 4 * L);
    s5.intoArray(lanes, to + 5 * L);
    s6.intoArray(lanes, to + 6 * L);
    s7.intoArray(lanes, to + 7 * L);
  }

  private static void oneRow(int inner, double[] w, int wAt, double[] x, int xAt, double[] lanes) {
    DoubleVector s = DoubleVector.zero(S);
    for (int t = 0; t < inner; t += L) {
      s = load(w, wAt + t).fma(load(x, xAt + t), s);
    }
    s.intoArray(lanes, 0);
  }

  /** What is left of rows after the last whole vector, onto the lanes of each. */
  private void addTails(int rows, int rest, double[] w, int wAt, int stride, double[] x, int xAt) {
    for (int i = 0; rest > 0 && i < rows; i++) {
      for (int t = 0; t < rest; t++) {
        lanes[i * L + t] = Math.fma(w[wAt + i * stride + t], x[xAt + t], lanes[i * L + t]);
      }
    }
  }

  /**
   * y_i = sum_t w_ti x_t, the rows of w one after the other, each r long. Rows shorter than a
   * vector are read together with the start of the next, whose lanes are dropped.
   */
  private void combine(
      int r, int k, double[] w, int wAt, int stride, double[] x, int xAt, double[] y, int yAt) {
    if (r < L && k < LONG) {
      for (int i = 0; i < r; i++) {
        y[yAt + i] = shortRow(k, w, wAt + i, stride, x, xAt);
      }
      return;
    }
    if (r == 2 && L >= 4) {
      DoubleSimdPairs.combine(k, w, wAt, stride, x, xAt, y, yAt, ofPairs);
      return;
    }
    if (r < Math.min(4, L)) {
      // Vectors would be three parts empty, and most of them would straddle two cache lines.
      for (int i = 0; i < r; i++) {
        for (int c = 0; c < L; c += 4) {
          fourScalars(k - c, w, wAt + i + c * stride, stride, x, xAt + c, lanes, c);
        }
        y[yAt + i] = DoubleSimdHalves.ofRow(lanes, 0);
      }
      return;
    }
    int chains = k < LONG ? 4 : L;
    Arrays.fill(partial, 0, (r + 2 * L - 1) / (2 * L) * PANEL, 0);
    if (r < L) {
      int inside = Math.max(0, w.length - wAt - L + stride) / stride;
      int done = Math.min(k, inside) / L * L;
      addBands(L, done, chains, w, wAt, stride, x, xAt);
      packRest(r, k - done, w, wAt + done * stride, stride);
      addBands(L, k - done, chains, packed, 0, L, x, xAt + done);
      sumChains(chains, 0, lanes, 0, 0);
      System.arraycopy(lanes, 0, y, yAt, r);
      return;
    }
    addBands(r, k, chains, w, wAt, stride, x, xAt);
    for (int i = 0; i < r; i += 2 * L) {
      int first = Math.min(i, r - L);
      int second = Math.min(L, r - L - first);
      sumChains(chains, i / (2 * L) * PANEL, y, yAt + first, second);
    }
  }

  /** Four chains of one column. */
  private static void fourScalars(
      int k, double[] w, int wAt, int stride, double[] x, int xAt, double[] sums, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = 0;
    int at = wAt;
    for (; t + 3 < k; t += L, at += L * stride) {
      s0 = Math.fma(w[at], x[xAt + t], s0);
      s1 = Math.fma(w[at + stride], x[xAt + t + 1], s1);
      s2 = Math.fma(w[at + 2 * stride], x[xAt + t + 2], s2);
      s3 = Math.fma(w[at + 3 * stride], x[xAt + t + 3], s3);
    }
    sums[to] = t < k ? Math.fma(w[at], x[xAt + t], s0) : s0;
    sums[to + 1] = t + 1 < k ? Math.fma(w[at + stride], x[xAt + t + 1], s1) : s1;
    sums[to + 2] = t + 2 < k ? Math.fma(w[at + 2 * stride], x[xAt + t + 2], s2) : s2;
    sums[to + 3] = s3;
  }

  /** Adds rows of w to the chains of its columns; they begin with chain 0. */
  private void addBands(
      int r, int k, int chains, double[] w, int wAt, int stride, double[] x, int xAt) {
    if (r <= L && chains >= 8) {
      for (int c = 0; c < chains; c += 8) {
        int at = wAt + c * stride;
        DoubleSimdChains.eight(k - c, chains, w, at, stride, x, xAt + c, partial, c * 2 * L);
      }
      return;
    }
    int band = r <= 4 * L ? k : BAND;
    for (int t = 0; t < k; t += band) {
      int rows = Math.min(band, k - t);
      int from = wAt + t * stride;
      // The last vectors overlap those before: what is computed twice is the same.
      for (int i = 0; i < r; i += 2 * L) {
        int first = Math.min(i, r - L);
        int second = Math.min(L, r - L - first);
        int sums = i / (2 * L) * PANEL;
        for (int c = 0; c < chains; c += 4) {
          int at = from + first + c * stride;
          int to = sums + c * 2 * L;
          DoubleSimdChains.four(
              rows - c, chains, w, at, second, stride, x, xAt + t + c, partial, to);
        }
      }
    }
  }

  /** The last rows of a narrow matrix, at the end of its array, each filled up to a vector. */
  private void packRest(int r, int rows, double[] w, int wAt, int stride) {
    for (int t = 0; t < rows; t++) {
      System.arraycopy(w, wAt + t * stride, packed, t * L, r);
    }
  }

  private void sumChains(int chains, int sums, double[] y, int yAt, int second) {
    for (int half = chains / 2; half > 0; half /= 2) {
      for (int at = sums; at < sums + half * 2 * L; at += L) {
        load(partial, at).add(load(partial, at + half * 2 * L)).intoArray(partial, at);
      }
    }
    load(partial, sums + L).intoArray(y, yAt + second);
    // At last, for of one vector of columns the second is empty.
    load(partial, sums).intoArray(y, yAt);
  }
}
