// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

// generates FloatSimdTwo

/**
 * The inner loops of a product for panels of two vectors: tiles of up to four rows by two vectors
 * of y stay in registers while the inner dimension runs by.
 *
 * <p>Element (i, t) of op(a) is {@code a[aAt + i * aRow + t * aStep]}, row t of op(b) starts at
 * {@code b[bAt + t * bStride]}. The sums start from the rows of c, which may be y itself, and each
 * is one chain of multiply-adds in the order of t, whatever the tile: neither tails nor parts nor
 * flags change a bit.
 */
final class DoubleSimdTwo {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DoubleSimdTwo() {}

  /** All rows of a panel of two vectors. */
  static void panel(
      int rows,
      int inner,
      double[] a,
      int aAt,
      int aRow,
      int aStep,
      double[] b,
      int bAt,
      int bStride,
      double[] c,
      int cAt,
      int cStride,
      double[] y,
      int yAt,
      int yStride) {
    int i = 0;
    int n4 = rows / 4 * 4;
    fourRows(
        n4,
        inner,
        a,
        aAt + i * aRow,
        aRow,
        aStep,
        b,
        bAt,
        bStride,
        c,
        cAt + i * cStride,
        cStride,
        y,
        yAt + i * yStride,
        yStride);
    i += n4;
    int n2 = (rows - i) / 2 * 2;
    twoRows(
        n2,
        inner,
        a,
        aAt + i * aRow,
        aRow,
        aStep,
        b,
        bAt,
        bStride,
        c,
        cAt + i * cStride,
        cStride,
        y,
        yAt + i * yStride,
        yStride);
    i += n2;
    oneRow(
        rows - i,
        inner,
        a,
        aAt + i * aRow,
        aRow,
        aStep,
        b,
        bAt,
        bStride,
        c,
        cAt + i * cStride,
        cStride,
        y,
        yAt + i * yStride,
        yStride);
  }

  /** Tiles of four rows; rows is a multiple of that. */
  private static void fourRows(
      int rows,
      int inner,
      double[] a,
      int aAt,
      int aRow,
      int aStep,
      double[] b,
      int bAt,
      int bStride,
      double[] c,
      int cAt,
      int cStride,
      double[] y,
      int yAt,
      int yStride) {
    for (int i = 0; i < rows; i += 4) {
      DoubleVector y00 = DoubleVector.fromArray(S, c, cAt);
      DoubleVector y01 = DoubleVector.fromArray(S, c, cAt + L);
      DoubleVector y10 = DoubleVector.fromArray(S, c, cAt + cStride);
      DoubleVector y11 = DoubleVector.fromArray(S, c, cAt + cStride + L);
      DoubleVector y20 = DoubleVector.fromArray(S, c, cAt + 2 * cStride);
      DoubleVector y21 = DoubleVector.fromArray(S, c, cAt + 2 * cStride + L);
      DoubleVector y30 = DoubleVector.fromArray(S, c, cAt + 3 * cStride);
      DoubleVector y31 = DoubleVector.fromArray(S, c, cAt + 3 * cStride + L);
      int p0 = aAt;
      int p1 = aAt + aRow;
      int p2 = aAt + 2 * aRow;
      int p3 = aAt + 3 * aRow;
      int q = bAt;
      for (int t = 0; t < inner; t++) {
        DoubleVector b0 = DoubleVector.fromArray(S, b, q);
        DoubleVector b1 = DoubleVector.fromArray(S, b, q + L);
        DoubleVector x = DoubleVector.broadcast(S, a[p0]);
        y00 = x.fma(b0, y00);
        y01 = x.fma(b1, y01);
        x = DoubleVector.broadcast(S, a[p1]);
        y10 = x.fma(b0, y10);
        y11 = x.fma(b1, y11);
        x = DoubleVector.broadcast(S, a[p2]);
        y20 = x.fma(b0, y20);
        y21 = x.fma(b1, y21);
        x = DoubleVector.broadcast(S, a[p3]);
        y30 = x.fma(b0, y30);
        y31 = x.fma(b1, y31);
        p0 += aStep;
        p1 += aStep;
        p2 += aStep;
        p3 += aStep;
        q += bStride;
      }
      y00.intoArray(y, yAt);
      y01.intoArray(y, yAt + L);
      y10.intoArray(y, yAt + yStride);
      y11.intoArray(y, yAt + yStride + L);
      y20.intoArray(y, yAt + 2 * yStride);
      y21.intoArray(y, yAt + 2 * yStride + L);
      y30.intoArray(y, yAt + 3 * yStride);
      y31.intoArray(y, yAt + 3 * yStride + L);
      aAt += 4 * aRow;
      cAt += 4 * cStride;
      yAt += 4 * yStride;
    }
  }

  /** Tiles of two rows; rows is a multiple of that. */
  private static void twoRows(
      int rows,
      int inner,
      double[] a,
      int aAt,
      int aRow,
      int aStep,
      double[] b,
      int bAt,
      int bStride,
      double[] c,
      int cAt,
      int cStride,
      double[] y,
      int yAt,
      int yStride) {
    for (int i = 0; i < rows; i += 2) {
      DoubleVector y00 = DoubleVector.fromArray(S, c, cAt);
      DoubleVector y01 = DoubleVector.fromArray(S, c, cAt + L);
      DoubleVector y10 = DoubleVector.fromArray(S, c, cAt + cStride);
      DoubleVector y11 = DoubleVector.fromArray(S, c, cAt + cStride + L);
      int p0 = aAt;
      int p1 = aAt + aRow;
      int q = bAt;
      for (int t = 0; t < inner; t++) {
        DoubleVector b0 = DoubleVector.fromArray(S, b, q);
        DoubleVector b1 = DoubleVector.fromArray(S, b, q + L);
        DoubleVector x = DoubleVector.broadcast(S, a[p0]);
        y00 = x.fma(b0, y00);
        y01 = x.fma(b1, y01);
        x = DoubleVector.broadcast(S, a[p1]);
        y10 = x.fma(b0, y10);
        y11 = x.fma(b1, y11);
        p0 += aStep;
        p1 += aStep;
        q += bStride;
      }
      y00.intoArray(y, yAt);
      y01.intoArray(y, yAt + L);
      y10.intoArray(y, yAt + yStride);
      y11.intoArray(y, yAt + yStride + L);
      aAt += 2 * aRow;
      cAt += 2 * cStride;
      yAt += 2 * yStride;
    }
  }

  /** Row by row. */
  private static void oneRow(
      int rows,
      int inner,
      double[] a,
      int aAt,
      int aRow,
      int aStep,
      double[] b,
      int bAt,
      int bStride,
      double[] c,
      int cAt,
      int cStride,
      double[] y,
      int yAt,
      int yStride) {
    for (int i = 0; i < rows; i++) {
      DoubleVector y00 = DoubleVector.fromArray(S, c, cAt);
      DoubleVector y01 = DoubleVector.fromArray(S, c, cAt + L);
      int p0 = aAt;
      int q = bAt;
      for (int t = 0; t < inner; t++) {
        DoubleVector b0 = DoubleVector.fromArray(S, b, q);
        DoubleVector b1 = DoubleVector.fromArray(S, b, q + L);
        DoubleVector x = DoubleVector.broadcast(S, a[p0]);
        y00 = x.fma(b0, y00);
        y01 = x.fma(b1, y01);
        p0 += aStep;
        q += bStride;
      }
      y00.intoArray(y, yAt);
      y01.intoArray(y, yAt + L);
      aAt += aRow;
      cAt += cStride;
      yAt += yStride;
    }
  }
}
