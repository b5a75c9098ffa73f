// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatLongProduct

/**
 * Products with a long inner dimension: a balanced tree of products of at most 256 terms a chain,
 * fixed by the shape of the product. So the error of an element is that of some 256 roundings and
 * one for each level, however long the sum; one running sum of 1e7 tenths is off by 4e-5 in double,
 * and by a tenth of the sum in float.
 *
 * <p>Goes by bands of rows, so that what is added up stays in the second-level cache.
 */
final class DoubleLongProduct implements DoubleMultiplier {
  /**
   * Inner dimensions up to this are not cut: 8,192 roundings are at most 1e-12 of a sum in double,
   * and adding up parts takes some percent of the time of a product.
   */
  static final int LONGEST_UNCUT = 8192;

  /** Terms of a part: what the loops of vectors take at a time. */
  private static final int PART = 256;

  /**
   * Terms of a part of a product with a vector by loops of vectors, which add up at least four
   * chains side by side; parts of 256 took a third more time.
   */
  private static final int VECTOR_PART = 1024;

  /** Elements of a band. */
  private static final int ROOM = 1 << 16;

  /** Rows of a band of a wide product: fewer would turn the right factor too often. */
  private static final int LEAST_ROWS = 64;

  private final DoubleMultiplier multiplier;
  private final boolean transA;
  private final boolean transB;
  private final int part;
  private final int band;

  /** Rows of a band. */
  private final int bandRows;

  /** The second summand of each level of the tree, one after the other. */
  private final double[] second;

  DoubleLongProduct(ProductTier tier, ProductShape shape) {
    transA = shape.transA();
    transB = shape.transB();
    boolean isVector = shape.m() == 1 || shape.n() == 1;
    part = isVector && tier.vectorBits() > 0 ? VECTOR_PART : PART;
    multiplier = tier.doubles(new ProductShape(transA, transB, shape.m(), shape.n(), part));
    bandRows = Math.min(shape.m(), Math.max(LEAST_ROWS, ROOM / Math.max(1, shape.n())));
    band = bandRows * shape.n();
    int parts = (shape.k() + part - 1) / part;
    int levels = Integer.SIZE - Integer.numberOfLeadingZeros(parts - 1);
    second = new double[levels * band];
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
    for (int i = 0; i < m; i += bandRows) {
      int left = aAt + (transA ? i : i * aStride);
      int to = yAt + i * yStride;
      int height = Math.min(bandRows, m - i);
      add(0, height, n, k, a, left, aStride, b, bAt, bStride, y, to, yStride);
    }
  }

  /** Recursive: some 20 levels at most. */
  private void add(
      int level,
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
    if (k <= part) {
      multiplier.multiply(m, n, k, a, aAt, aStride, b, bAt, bStride, y, yAt, yStride);
      return;
    }
    int half = (k + part - 1) / part / 2 * part;
    int left = aAt + (transA ? half * aStride : half);
    int right = bAt + (transB ? half : half * bStride);
    int from = level * band;
    add(level + 1, m, n, half, a, aAt, aStride, b, bAt, bStride, y, yAt, yStride);
    add(level + 1, m, n, k - half, a, left, aStride, b, right, bStride, second, from, n);
    for (int i = 0; i < m; i++) {
      addRow(n, second, from + i * n, y, yAt + i * yStride);
    }
  }

  private static void addRow(int n, double[] x, int xAt, double[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] += x[xAt + j];
    }
  }
}
