// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import dev.ludovic.netlib.blas.BLAS;

// generates FloatBlasProduct

/** One call of a native library, for matrices by columns: y' = op(b)' op(a)'. */
final class DoubleBlasProduct implements DoubleMultiplier {
  private final BLAS blas;
  private final String flagA;
  private final String flagB;

  DoubleBlasProduct(BLAS blas, ProductShape shape) {
    this.blas = blas;
    flagA = shape.transA() ? "T" : "N";
    flagB = shape.transB() ? "T" : "N";
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
    if (k == 0) {
      BlasCalls.clear(m, n, y, yAt, yStride);
    } else {
      BlasCalls.gemm(
          blas, flagB, flagA, n, m, k, b, bAt, bStride, a, aAt, aStride, y, yAt, yStride);
    }
  }
}
