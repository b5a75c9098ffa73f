// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatMultiplier

/**
 * y = op(a) op(b) for matrices inside arrays: rows lie {@code stride} elements apart. Made for one
 * {@link ProductShape} and one thread; it may own scratch.
 */
public interface DoubleMultiplier {
  /**
   * Multiplies.
   *
   * @param m rows of y, at most those of the shape
   * @param n columns of y, at most those of the shape
   * @param k inner dimension, at most that of the shape
   * @param a left factor: m x k, or k x m if transposed. Not modified.
   * @param b right factor: k x n, or n x k if transposed. Not modified.
   * @param y the product, overwritten. Modified.
   */
  void multiply(
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
      int yStride);
}
