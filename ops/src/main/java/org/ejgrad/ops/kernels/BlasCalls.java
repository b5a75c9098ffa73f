// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;

/** netlib's calls, whose names tell the type, under one name for both types. */
final class BlasCalls {
  private BlasCalls() {}

  static void gemm(
      BLAS blas,
      String transA,
      String transB,
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
    blas.dgemm(transA, transB, m, n, k, 1, a, aAt, aStride, b, bAt, bStride, 0, y, yAt, yStride);
  }

  static void gemm(
      BLAS blas,
      String transA,
      String transB,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      float[] y,
      int yAt,
      int yStride) {
    blas.sgemm(transA, transB, m, n, k, 1, a, aAt, aStride, b, bAt, bStride, 0, y, yAt, yStride);
  }

  static void clear(int m, int n, double[] y, int yAt, int yStride) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(y, yAt + i * yStride, yAt + i * yStride + n, 0);
    }
  }

  static void clear(int m, int n, float[] y, int yAt, int yStride) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(y, yAt + i * yStride, yAt + i * yStride + n, 0);
    }
  }
}
