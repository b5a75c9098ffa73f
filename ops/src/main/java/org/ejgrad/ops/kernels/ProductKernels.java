// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import java.util.Arrays;
import org.ejgrad.graph.Block;

/** Matrix products in plain Java. No transpose is ever copied. */
public final class ProductKernels {
  private ProductKernels() {}

  /**
   * y = op(a) op(b), where op transposes if asked to.
   *
   * @param a left factor. Not modified.
   * @param b right factor. Not modified.
   * @param y the product. Modified.
   */
  public static void product(Block a, boolean transA, Block b, boolean transB, Block y) {
    int inner = transA ? a.rows() : a.cols();
    // Element (i, k) of op(a) is a.data[a.at + i * rowStep + k * innerStep].
    int rowStep = transA ? 1 : a.cols();
    int innerStep = transA ? a.cols() : 1;
    // A single column has the memory of a single row, and dot products suit it better.
    if (transB || b.cols() == 1) {
      dots(a, rowStep, innerStep, b, inner, y);
    } else {
      rowCombinations(a, rowStep, innerStep, b, inner, y);
    }
  }

  /**
   * y_i = sum_k a_ik b_k with rows b_k: the inner loop runs along rows of b and y, which the JIT
   * turns into vector instructions; four rows of b for each pass over a row of y, to load and store
   * it less.
   */
  private static void rowCombinations(
      Block left, int rowStep, int innerStep, Block right, int inner, Block result) {
    double[] a = left.doubles();
    double[] b = right.doubles();
    double[] y = result.doubles();
    int m = result.rows();
    int n = result.cols();
    Arrays.fill(y, result.at(), result.at() + m * n, 0);
    for (int i = 0; i < m; i++) {
      int yAt = result.at() + i * n;
      int aAt = left.at() + i * rowStep;
      int k = 0;
      for (; k + 3 < inner; k += 4) {
        double a0 = a[aAt];
        double a1 = a[aAt + innerStep];
        double a2 = a[aAt + 2 * innerStep];
        double a3 = a[aAt + 3 * innerStep];
        aAt += 4 * innerStep;
        int b0 = right.at() + k * n;
        int b1 = b0 + n;
        int b2 = b1 + n;
        int b3 = b2 + n;
        for (int j = 0; j < n; j++) {
          y[yAt + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
        }
      }
      for (; k < inner; k++) {
        double ak = a[aAt];
        aAt += innerStep;
        int bk = right.at() + k * n;
        for (int j = 0; j < n; j++) {
          y[yAt + j] += ak * b[bk + j];
        }
      }
    }
  }

  /**
   * y_ij = sum_k a_ik b_jk, four columns of y at a time so that a_ik is loaded once for four. Adds
   * in the order of {@link #rowCombinations}, so that a transposed factor, which the compiler turns
   * into a flag, changes no bit.
   */
  private static void dots(
      Block left, int rowStep, int innerStep, Block right, int inner, Block result) {
    double[] a = left.doubles();
    double[] b = right.doubles();
    double[] y = result.doubles();
    int m = result.rows();
    int n = result.cols();
    for (int i = 0; i < m; i++) {
      int row = left.at() + i * rowStep;
      int j = 0;
      for (; j + 3 < n; j += 4) {
        int b0 = right.at() + j * inner;
        int b1 = b0 + inner;
        int b2 = b1 + inner;
        int b3 = b2 + inner;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        int aAt = row;
        for (; k + 3 < inner; k += 4, aAt += 4 * innerStep) {
          double p = a[aAt];
          double q = a[aAt + innerStep];
          double r = a[aAt + 2 * innerStep];
          double s = a[aAt + 3 * innerStep];
          int at0 = b0 + k;
          int at1 = b1 + k;
          int at2 = b2 + k;
          int at3 = b3 + k;
          s0 += p * b[at0] + q * b[at0 + 1] + r * b[at0 + 2] + s * b[at0 + 3];
          s1 += p * b[at1] + q * b[at1 + 1] + r * b[at1 + 2] + s * b[at1 + 3];
          s2 += p * b[at2] + q * b[at2 + 1] + r * b[at2 + 2] + s * b[at2 + 3];
          s3 += p * b[at3] + q * b[at3 + 1] + r * b[at3 + 2] + s * b[at3 + 3];
        }
        for (; k < inner; k++, aAt += innerStep) {
          double ak = a[aAt];
          s0 += ak * b[b0 + k];
          s1 += ak * b[b1 + k];
          s2 += ak * b[b2 + k];
          s3 += ak * b[b3 + k];
        }
        int yAt = result.at() + i * n + j;
        y[yAt] = s0;
        y[yAt + 1] = s1;
        y[yAt + 2] = s2;
        y[yAt + 3] = s3;
      }
      for (; j < n; j++) {
        int bAt = right.at() + j * inner;
        y[result.at() + i * n + j] = dot(a, row, innerStep, b, bAt, inner);
      }
    }
  }

  private static double dot(double[] a, int aAt, int aStep, double[] b, int bAt, int inner) {
    double sum = 0;
    int k = 0;
    for (; k + 3 < inner; k += 4, aAt += 4 * aStep, bAt += 4) {
      double p = a[aAt] * b[bAt];
      double q = a[aAt + aStep] * b[bAt + 1];
      double r = a[aAt + 2 * aStep] * b[bAt + 2];
      double s = a[aAt + 3 * aStep] * b[bAt + 3];
      sum += p + q + r + s;
    }
    for (; k < inner; k++, aAt += aStep, bAt++) {
      sum += a[aAt] * b[bAt];
    }
    return sum;
  }
}
