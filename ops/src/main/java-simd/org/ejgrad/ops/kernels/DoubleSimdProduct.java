// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;

// generates FloatSimdProduct

/**
 * Products by panels of one, two or four vectors of columns. A factor is copied only where that
 * makes its panel contiguous and pays: b if transposed, or wide enough that its rows lie in
 * different pages; a if transposed and used by many panels.
 */
final class DoubleSimdProduct implements DoubleMultiplier {
  private static final int L = DoubleVector.SPECIES_PREFERRED.length();

  /** Panels four wide need 21 registers, which only processors with vectors of 512 bits have. */
  private static final boolean FOUR = L * Double.BYTES >= 64;

  /** Rows of a panel, so that it stays in the first-level cache. */
  private static final int DEPTH = 256;

  /** Keeps rows of the packed left factor off the same cache set. */
  private static final int ROW = DEPTH + 8;

  private static final int PACK_ROWS = 32;
  private static final int PACK_A = 64;

  private final boolean transA;
  private final boolean transB;
  private final double[] zeros = new double[4 * L];
  private final double[] panel;
  private final double[] left;
  private final double[] edge;

  /** Where {@link #right} left the vectors of the right factor. */
  private double[] right;

  private int rightAt;
  private int rightStride;

  static DoubleMultiplier of(ProductShape shape) {
    return shape.m() == 1 || shape.n() == 1
        ? new DoubleSimdVectors(shape)
        : new DoubleSimdProduct(shape);
  }

  private DoubleSimdProduct(ProductShape shape) {
    transA = shape.transA();
    transB = shape.transB();
    panel = new double[Math.min(DEPTH, shape.k()) * 4 * L];
    left = new double[packsLeft(shape.n()) ? shape.m() * ROW : 0];
    edge = new double[shape.m() * 2 * L];
    right = panel;
  }

  private boolean packsLeft(int n) {
    return transA && n >= PACK_A;
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
    int t = 0;
    do {
      int inner = Math.min(DEPTH, k - t);
      boolean last = t + inner >= k;
      if (packsLeft(n)) {
        packLeft(m, inner, a, aAt + t * aStride, aStride);
        panels(m, n, t, inner, last, left, 0, ROW, 1, b, bAt, bStride, y, yAt, yStride);
      } else if (transA) {
        panels(
            m,
            n,
            t,
            inner,
            last,
            a,
            aAt + t * aStride,
            1,
            aStride,
            b,
            bAt,
            bStride,
            y,
            yAt,
            yStride);
      } else {
        panels(m, n, t, inner, last, a, aAt + t, aStride, 1, b, bAt, bStride, y, yAt, yStride);
      }
      t += DEPTH;
    } while (t < k);
  }

  /** Width of a last, partial panel for so many columns. */
  private static int width(int columns) {
    return columns > L ? 2 * L : L;
  }

  /** Columns in whole panels: the rest is one panel of at most two vectors. */
  private static int wholeColumns(int n) {
    int whole = n / (2 * L) * (2 * L);
    return n - whole == L ? n : whole;
  }

  /** Width of the last of the whole panels that j columns consist of: four-wide ones come first. */
  private static int lastWidth(int j) {
    int rest = FOUR ? j % (4 * L) : j % (2 * L);
    if (rest == 0) {
      return FOUR ? 4 * L : 2 * L;
    }
    return rest % (2 * L) == 0 ? 2 * L : L;
  }

  /**
   * From the last panel to the first: a partial panel spills over the start of the next row, which
   * the first panel or the next row then overwrites. Only the last rows, or those of a matrix with
   * other elements between, go by way of scratch.
   */
  private void panels(
      int m,
      int n,
      int t,
      int inner,
      boolean last,
      double[] a,
      int aAt,
      int aRow,
      int aStep,
      double[] b,
      int bAt,
      int bStride,
      double[] y,
      int yAt,
      int yStride) {
    int full = wholeColumns(n);
    if (full < n) {
      int width = width(n - full);
      int rest = n - full;
      int unsafe = (width - rest + n - 1) / n;
      int spilling = t == 0 && last && yStride == n ? Math.max(0, m - unsafe) & -8 : 0;
      right(m, rest, width, t, inner, full, b, bAt, bStride);
      if (spilling > 0) {
        panel(width, spilling, inner, a, aAt, aRow, aStep, zeros, 0, 0, y, yAt + full, yStride);
      }
      int edgeRows = m - spilling;
      int leftAt = aAt + spilling * aRow;
      if (t == 0) {
        panel(width, edgeRows, inner, a, leftAt, aRow, aStep, zeros, 0, 0, edge, 0, width);
      } else {
        panel(width, edgeRows, inner, a, leftAt, aRow, aStep, edge, 0, width, edge, 0, width);
      }
      if (last) {
        copyEdge(edgeRows, rest, width, y, yAt + spilling * yStride + full, yStride);
      }
    }
    int j = full;
    while (j > 0) {
      int width = lastWidth(j);
      j -= width;
      right(m, width, width, t, inner, j, b, bAt, bStride);
      if (t == 0) {
        panel(width, m, inner, a, aAt, aRow, aStep, zeros, 0, 0, y, yAt + j, yStride);
      } else {
        panel(width, m, inner, a, aAt, aRow, aStep, y, yAt + j, yStride, y, yAt + j, yStride);
      }
    }
  }

  /** The vectors of b for columns from j, t rows down: in place if they can be read there. */
  private void right(
      int m, int cols, int width, int t, int inner, int j, double[] b, int bAt, int bStride) {
    int from = bAt + t * bStride + j;
    if (transB) {
      packTransposed(inner, cols, width, b, bAt + j * bStride + t, bStride);
    } else if (from + (inner - 1) * bStride + width > b.length
        || m >= PACK_ROWS && bStride > 8 * L) {
      packRows(inner, cols, width, b, from, bStride);
    } else {
      right = b;
      rightAt = from;
      rightStride = bStride;
      return;
    }
    right = panel;
    rightAt = 0;
    rightStride = width;
  }

  private void panel(
      int width,
      int rows,
      int inner,
      double[] a,
      int aAt,
      int aRow,
      int aStep,
      double[] c,
      int cAt,
      int cStride,
      double[] y,
      int yAt,
      int yStride) {
    double[] b = right;
    int bAt = rightAt;
    int bStride = rightStride;
    if (width == L) {
      DoubleSimdOne.panel(
          rows, inner, a, aAt, aRow, aStep, b, bAt, bStride, c, cAt, cStride, y, yAt, yStride);
    } else if (width == 2 * L) {
      DoubleSimdTwo.panel(
          rows, inner, a, aAt, aRow, aStep, b, bAt, bStride, c, cAt, cStride, y, yAt, yStride);
    } else {
      DoubleSimdFour.panel(
          rows, inner, a, aAt, aRow, aStep, b, bAt, bStride, c, cAt, cStride, y, yAt, yStride);
    }
  }

  private void copyEdge(int rows, int cols, int width, double[] y, int yAt, int yStride) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        y[yAt + i * yStride + j] = edge[i * width + j];
      }
    }
  }

  private void packLeft(int m, int inner, double[] a, int aAt, int aStride) {
    for (int t = 0; t < inner; t++) {
      int from = aAt + t * aStride;
      for (int i = 0; i < m; i++) {
        left[i * ROW + t] = a[from + i];
      }
    }
  }

  private void packTransposed(int inner, int cols, int width, double[] b, int bAt, int bStride) {
    int j = 0;
    for (; j + 3 < cols; j += 4) {
      int b0 = bAt + j * bStride;
      int b1 = b0 + bStride;
      int b2 = b1 + bStride;
      int b3 = b2 + bStride;
      int to = j;
      for (int t = 0; t < inner; t++, to += width) {
        panel[to] = b[b0 + t];
        panel[to + 1] = b[b1 + t];
        panel[to + 2] = b[b2 + t];
        panel[to + 3] = b[b3 + t];
      }
    }
    for (; j < cols; j++) {
      int from = bAt + j * bStride;
      int to = j;
      for (int t = 0; t < inner; t++, to += width) {
        panel[to] = b[from + t];
      }
    }
  }

  private void packRows(int inner, int cols, int width, double[] b, int bAt, int bStride) {
    for (int t = 0; t < inner; t++) {
      System.arraycopy(b, bAt + t * bStride, panel, t * width, cols);
    }
  }
}
