// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import java.util.Arrays;

// generates FloatPlainProduct

/**
 * Products in plain Java, as sums of rows of op(b): the JIT turns the inner loop, which runs along
 * rows, into vector instructions; four rows to each pass, to load and store y less. A transposed
 * right factor is turned a few columns at a time. Adds four products of the inner dimension at a
 * time whatever the flags, so a transposed factor, which the compiler turns into a flag, changes no
 * bit.
 */
final class DoublePlainProduct implements DoubleMultiplier {
  /** Rows and columns of op(b) that stay in the second-level cache while the rows of a pass. */
  private static final int DEPTH = 64;

  private static final int COLUMNS = 256;

  private final boolean transA;
  private final boolean transB;
  private final boolean column;
  private final boolean row;
  private final double[] turned;

  DoublePlainProduct(ProductShape shape) {
    transA = shape.transA();
    transB = shape.transB();
    column = shape.n() == 1;
    row = shape.m() == 1;
    turned = new double[turns() ? Math.min(DEPTH, shape.k()) * Math.min(COLUMNS, shape.n()) : 0];
  }

  private boolean turns() {
    return transB && !row && !column;
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
    if (column && !transA) {
      dots(m, k, a, aAt, aStride, b, bAt, y, yAt);
    } else if (column) {
      // A column lies in memory like a row: y' = b' a.
      combine(1, m, k, b, bAt, 0, 1, a, aAt, aStride, y, yAt, m);
    } else if (row && transB) {
      dots(n, k, b, bAt, bStride, a, aAt, y, yAt);
    } else if (row) {
      combine(1, n, k, a, aAt, 0, 1, b, bAt, bStride, y, yAt, yStride);
    } else {
      int aRow = transA ? 1 : aStride;
      int aStep = transA ? aStride : 1;
      combine(m, n, k, a, aAt, aRow, aStep, b, bAt, bStride, y, yAt, yStride);
    }
  }

  /** Element (i, t) of op(a) is {@code a[aAt + i * aRow + t * aStep]}. */
  private void combine(
      int m,
      int n,
      int k,
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
    for (int i = 0; i < m; i++) {
      Arrays.fill(y, yAt + i * yStride, yAt + i * yStride + n, 0);
    }
    for (int t = 0; t < k; t += DEPTH) {
      int inner = Math.min(DEPTH, k - t);
      for (int j = 0; j < n; j += COLUMNS) {
        int cols = Math.min(COLUMNS, n - j);
        double[] right = b;
        int rightAt = bAt + t * bStride + j;
        int rightStride = bStride;
        if (turns()) {
          turn(inner, cols, b, bAt + j * bStride + t, bStride);
          right = turned;
          rightAt = 0;
          rightStride = cols;
        }
        for (int i = 0; i < m; i++) {
          int from = aAt + i * aRow + t * aStep;
          int to = yAt + i * yStride + j;
          row(inner, cols, a, from, aStep, right, rightAt, rightStride, y, to);
        }
      }
    }
  }

  private static void row(
      int inner,
      int cols,
      double[] a,
      int aAt,
      int aStep,
      double[] b,
      int bAt,
      int bStride,
      double[] y,
      int yAt) {
    int t = 0;
    for (; t + 3 < inner; t += 4) {
      double a0 = a[aAt];
      double a1 = a[aAt + aStep];
      double a2 = a[aAt + 2 * aStep];
      double a3 = a[aAt + 3 * aStep];
      aAt += 4 * aStep;
      int b0 = bAt + t * bStride;
      int b1 = b0 + bStride;
      int b2 = b1 + bStride;
      int b3 = b2 + bStride;
      for (int j = 0; j < cols; j++) {
        y[yAt + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
      }
    }
    for (; t < inner; t++, aAt += aStep) {
      double at = a[aAt];
      int from = bAt + t * bStride;
      for (int j = 0; j < cols; j++) {
        y[yAt + j] += at * b[from + j];
      }
    }
  }

  private void turn(int inner, int cols, double[] b, int bAt, int bStride) {
    for (int t = 0; t < inner; t++) {
      int from = bAt + t;
      for (int j = 0; j < cols; j++, from += bStride) {
        turned[t * cols + j] = b[from];
      }
    }
  }

  /** y_i = sum_t w_it x_t, four rows at a time so that x_t is loaded once for four. */
  private static void dots(
      int r, int k, double[] w, int wAt, int stride, double[] x, int xAt, double[] y, int yAt) {
    int i = 0;
    for (; i + 3 < r; i += 4) {
      int w0 = wAt + i * stride;
      int w1 = w0 + stride;
      int w2 = w1 + stride;
      int w3 = w2 + stride;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int t = 0;
      for (; t + 3 < k; t += 4) {
        double p = x[xAt + t];
        double q = x[xAt + t + 1];
        double u = x[xAt + t + 2];
        double v = x[xAt + t + 3];
        s0 += p * w[w0 + t] + q * w[w0 + t + 1] + u * w[w0 + t + 2] + v * w[w0 + t + 3];
        s1 += p * w[w1 + t] + q * w[w1 + t + 1] + u * w[w1 + t + 2] + v * w[w1 + t + 3];
        s2 += p * w[w2 + t] + q * w[w2 + t + 1] + u * w[w2 + t + 2] + v * w[w2 + t + 3];
        s3 += p * w[w3 + t] + q * w[w3 + t + 1] + u * w[w3 + t + 2] + v * w[w3 + t + 3];
      }
      for (; t < k; t++) {
        double p = x[xAt + t];
        s0 += p * w[w0 + t];
        s1 += p * w[w1 + t];
        s2 += p * w[w2 + t];
        s3 += p * w[w3 + t];
      }
      y[yAt + i] = s0;
      y[yAt + i + 1] = s1;
      y[yAt + i + 2] = s2;
      y[yAt + i + 3] = s3;
    }
    for (; i < r; i++) {
      y[yAt + i] = dot(k, w, wAt + i * stride, x, xAt);
    }
  }

  private static double dot(int k, double[] w, int wAt, double[] x, int xAt) {
    double sum = 0;
    int t = 0;
    for (; t + 3 < k; t += 4) {
      double p = w[wAt + t] * x[xAt + t];
      double q = w[wAt + t + 1] * x[xAt + t + 1];
      double u = w[wAt + t + 2] * x[xAt + t + 2];
      double v = w[wAt + t + 3] * x[xAt + t + 3];
      sum += p + q + u + v;
    }
    for (; t < k; t++) {
      sum += w[wAt + t] * x[xAt + t];
    }
    return sum;
  }
}
