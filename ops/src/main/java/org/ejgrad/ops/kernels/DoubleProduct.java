// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatProduct

/**
 * y = op(a) op(b) for one shape, on dense row-major matrices inside arrays; op transposes if asked
 * to, and no transpose is ever copied whole. Owns the scratch that it needs, so it belongs to one
 * thread, and running it allocates nothing. The kernels are chosen from the shape alone.
 *
 * <p>A product of blocks of rows may have fewer rows than the shape: rows of a, which are those of
 * y, or, if a is transposed, the rows of a and b that are summed over.
 */
public final class DoubleProduct {
  private static final KernelTier LOOPS = KernelTiers.chosen();

  private final ProductShape shape;
  private final ProductParts parts;
  private final DoubleMultiplier multiplier;
  private final boolean carrying;

  DoubleProduct(ProductTier tier, ProductShape shape) {
    this(shape, ProductParts.of(shape), multiplier(tier, shape), false);
  }

  private DoubleProduct(
      ProductShape shape, ProductParts parts, DoubleMultiplier multiplier, boolean carrying) {
    this.shape = shape;
    this.parts = parts;
    this.multiplier = multiplier;
    this.carrying = carrying;
  }

  private static DoubleMultiplier multiplier(ProductTier tier, ProductShape shape) {
    boolean isLong = shape.k() > DoubleLongProduct.LONGEST_UNCUT;
    return isLong ? new DoubleLongProduct(tier, shape) : tier.doubles(shape);
  }

  /**
   * The product of the chosen tier.
   *
   * @param m rows of op(a) and y
   * @param n columns of op(b) and y
   * @param k columns of op(a), rows of op(b)
   */
  public static DoubleProduct of(boolean transA, boolean transB, int m, int n, int k) {
    return new DoubleProduct(ProductTiers.chosen(), new ProductShape(transA, transB, m, n, k));
  }

  /**
   * The same product with 0 times anything as 0, NaN and infinity included; in the place of this
   * one, whose scratch it takes over.
   */
  public DoubleProduct carrying() {
    return new DoubleProduct(shape, parts, multiplier, true);
  }

  boolean isFor(boolean transA, boolean transB, int m, int n, int k) {
    return shape.transA() == transA
        && shape.transB() == transB
        && shape.m() == m
        && shape.n() == n
        && shape.k() == k;
  }

  /**
   * The whole product.
   *
   * @param a left factor, from aAt on. Not modified.
   * @param b right factor, from bAt on. Not modified.
   * @param y the product, from yAt on, overwritten; another array, or another part of it. Modified.
   * @param rowsNow rows of a: at most those it was made for
   */
  public void run(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int rowsNow) {
    int m = shape.transA() ? shape.m() : rowsNow;
    int k = shape.transA() ? rowsNow : shape.k();
    multiply(m, shape.n(), k, a, aAt, b, bAt, y, yAt);
  }

  /**
   * How many parts the product may be cut into; 1 if cutting does not pay. Parts are disjoint tiles
   * of y, and together they give the bits that they give alone, in any order and on any threads.
   * Whoever cuts the product always does, whatever the number of threads: the bits of the parts may
   * differ from those of {@link #run(double[], int, double[], int, double[], int, int)}.
   */
  public int parts() {
    return parts.count();
  }

  /** One part of the product: as {@link #run}, for part 0 to parts - 1. */
  public void run(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int rowsNow, int part) {
    int rows = shape.transA() ? shape.m() : rowsNow;
    int k = shape.transA() ? rowsNow : shape.k();
    int i = parts.firstRow(part);
    int j = parts.firstCol(part);
    int m = Math.min(parts.tileRows(), rows - i);
    int n = Math.min(parts.tileCols(), shape.n() - j);
    if (m > 0 && n > 0) {
      int left = aAt + (shape.transA() ? i : i * shape.k());
      int right = bAt + (shape.transB() ? j * shape.k() : j);
      multiply(m, n, k, a, left, b, right, y, yAt + i * shape.n() + j);
    }
  }

  private void multiply(
      int m, int n, int k, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
    if (m > 0 && n > 0) {
      int aStride = shape.transA() ? shape.m() : shape.k();
      int bStride = shape.transB() ? shape.k() : shape.n();
      multiplier.multiply(m, n, k, a, aAt, aStride, b, bAt, bStride, y, yAt, shape.n());
      if (carrying) {
        mend(m, n, k, a, aAt, b, bAt, y, yAt);
      }
    }
  }

  /** All terms of a finite sum are finite, so only the others may hold 0 times NaN or infinity. */
  private void mend(
      int m, int n, int k, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
    int aStep = shape.transA() ? shape.m() : 1;
    int bStep = shape.transB() ? 1 : shape.n();
    for (int i = 0; i < m; i++) {
      int row = yAt + i * shape.n();
      if (LOOPS.finite(y, row, n)) {
        continue;
      }
      int left = aAt + i * (shape.transA() ? 1 : shape.k());
      for (int j = 0; j < n; j++) {
        if (!Double.isFinite(y[row + j])) {
          int right = bAt + j * (shape.transB() ? shape.k() : 1);
          y[row + j] = carried(k, a, left, aStep, b, right, bStep);
        }
      }
    }
  }

  private static double carried(
      int k, double[] a, int aAt, int aStep, double[] b, int bAt, int bStep) {
    double sum = 0;
    for (int p = 0; p < k; p++) {
      double left = a[aAt + p * aStep];
      double right = b[bAt + p * bStep];
      sum += left == 0 || right == 0 ? 0 : left * right;
    }
    return sum;
  }
}
