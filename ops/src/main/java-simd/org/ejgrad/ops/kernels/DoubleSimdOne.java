// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

// generates FloatSimdOne

/**
 * The inner loops of a product for panels of a vector: tiles of up to eight rows by a vector of y
 * stay in registers while the inner dimension runs by.
 *
 * <p>Element (i, t) of op(a) is {@code a[aAt + i * aRow + t * aStep]}, row t of op(b) starts at
 * {@code b[bAt + t * bStride]}. The sums start from the rows of c, which may be y itself, and each
 * is one chain of multiply-adds in the order of t, whatever the tile: neither tails nor parts nor
 * flags change a bit.
 */
final class DoubleSimdOne {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DoubleSimdOne() {}

  /** All rows of a panel of a vector. */
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
    int n8 = rows / 8 * 8;
    eightRows(
        n8,
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
    i += n8;
    int n4 = (rows - i) / 4 * 4;
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

  /** Tiles of eight rows; rows is a multiple of that. */
  private static void eightRows(
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
    for (int i = 0; i < rows; i += 8) {
      DoubleVector y00 = DoubleVector.fromArray(S, c, cAt);
      DoubleVector y10 = DoubleVector.fromArray(S, c, cAt + cStride);
      DoubleVector y20 = DoubleVector.fromArray(S, c, cAt + 2 * cStride);
      DoubleVector y30 = DoubleVector.fromArray(S, c, cAt + 3 * cStride);
      DoubleVector y40 = DoubleVector.fromArray(S, c, cAt + 4 * cStride);
      DoubleVector y50 = DoubleVector.fromArray(S, c, cAt + 5 * cStride);
      DoubleVector y60 = DoubleVector.fromArray(S, c, cAt + 6 * cStride);
      DoubleVector y70 = DoubleVector.fromArray(S, c, cAt + 7 * cStride);
      int p0 = aAt;
      int p1 = aAt + aRow;
      int p2 = aAt + 2 * aRow;
      int p3 = aAt + 3 * aRow;
      int p4 = aAt + 4 * aRow;
      int p5 = aAt + 5 * aRow;
      int p6 = aAt + 6 * aRow;
      int p7 = aAt + 7 * aRow;
      int q = bAt;
      for (int t = 0; t < inner; t++) {
        DoubleVector b0 = DoubleVector.fromArray(S, b, q);
        DoubleVector x = DoubleVector.broadcast(S, a[p0]);
        y00 = x.fma(b0, y00);
        x = DoubleVector.broadcast(S, a[p1]);
        y10 = x.fma(b0, y10);
        x = DoubleVector.broadcast(S, a[p2]);
        y20 = x.fma(b0, y20);
        x = DoubleVector.broadcast(S, a[p3]);
        y30 = x.fma(b0, y30);
        x = DoubleVector.broadcast(S, a[p4]);
        y40 = x.fma(b0, y40);
        x = DoubleVector.broadcast(S, a[p5]);
        y50 = x.fma(b0, y50);
        x = DoubleVector.broadcast(S, a[p6]);
        y60 = x.fma(b0, y60);
        x = DoubleVector.broadcast(S, a[p7]);
        y70 = x.fma(b0, y70);
        p0 += aStep;
        p1 += aStep;
        p2 += aStep;
        p3 += aStep;
        p4 += aStep;
        p5 += aStep;
        p6 += aStep;
        p7 += aStep;
        q += bStride;
      }
      y00.intoArray(y, yAt);
      y10.intoArray(y, yAt + yStride);
      y20.intoArray(y, yAt + 2 * yStride);
      y30.intoArray(y, yAt + 3 * yStride);
      y40.intoArray(y, yAt + 4 * yStride);
      y50.intoArray(y, yAt + 5 * yStride);
      y60.intoArray(y, yAt + 6 * yStride);
      y70.intoArray(y, yAt + 7 * yStride);
      aAt += 8 * aRow;
      cAt += 8 * cStride;
      yAt += 8 * yStride;
    }
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
      DoubleVector y10 = DoubleVector.fromArray(S, c, cAt + cStride);
      DoubleVector y20 = DoubleVector.fromArray(S, c, cAt + 2 * cStride);
      DoubleVector y30 = DoubleVector.fromArray(S, c, cAt + 3 * cStride);
      int p0 = aAt;
      int p1 = aAt + aRow;
      int p2 = aAt + 2 * aRow;
      int p3 = aAt + 3 * aRow;
      int q = bAt;
      for (int t = 0; t < inner; t++) {
        DoubleVector b0 = DoubleVector.fromArray(S, b, q);
        DoubleVector x = DoubleVector.broadcast(S, a[p0]);
        y00 = x.fma(b0, y00);
        x = DoubleVector.broadcast(S, a[p1]);
        y10 = x.fma(b0, y10);
        x = DoubleVector.broadcast(S, a[p2]);
        y20 = x.fma(b0, y20);
        x = DoubleVector.broadcast(S, a[p3]);
        y30 = x.fma(b0, y30);
        p0 += aStep;
        p1 += aStep;
        p2 += aStep;
        p3 += aStep;
        q += bStride;
      }
      y00.intoArray(y, yAt);
      y10.intoArray(y, yAt + yStride);
      y20.intoArray(y, yAt + 2 * yStride);
      y30.intoArray(y, yAt + 3 * yStride);
      aAt += 4 * aRow;
      cAt += 4 * cStride;
      yAt += 4 * yStride;
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
      int p0 = aAt;
      int q = bAt;
      for (int t = 0; t < inner; t++) {
        DoubleVector b0 = DoubleVector.fromArray(S, b, q);
        DoubleVector x = DoubleVector.broadcast(S, a[p0]);
        y00 = x.fma(b0, y00);
        p0 += aStep;
        q += bStride;
      }
      y00.intoArray(y, yAt);
      aAt += aRow;
      cAt += cStride;
      yAt += yStride;
    }
  }
}
