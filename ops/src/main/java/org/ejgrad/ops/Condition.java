// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The reciprocal condition number 1 / (||a|| ||a^-1||) in the 1-norm, the largest column sum of
 * sizes: about the relative distance to the nearest singular matrix. ||a^-1|| is estimated from the
 * factor by a few solves, from below and mostly within a factor of three (Hager, "Condition
 * estimates", 1984; Higham, "FORTRAN codes for estimating the one-norm", 1988).
 */
final class Condition {
  private static final int MOST_STEPS = 5;

  private Condition() {}

  /**
   * 1 / the least condition number that scaling rows and columns gives, the spectral radius of
   * |a^-1| |a| (Bauer, "Optimally scaled matrices", 1963), by power iteration, which ends at once
   * where one number stands out; NaN where the inverse leaves the range of numbers. At epsilon, a
   * is a singular matrix but for rounding errors, and no digit of its inverse is right.
   */
  static double reciprocalOfScaled(DMatrixRMaj a, DMatrixRMaj inverse) {
    int n = a.numRows;
    double[] x = new double[n];
    double[] y = new double[n];
    Arrays.fill(x, 1);
    double radius = 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      multiplySizes(a, x, y);
      multiplySizes(inverse, y, x);
      radius = Arrays.stream(x).max().orElse(1);
      for (int i = 0; i < n; i++) {
        x[i] /= radius;
      }
    }
    return Double.isFinite(radius) ? 1 / radius : Double.NaN;
  }

  /** y = |a| x. */
  private static void multiplySizes(DMatrixRMaj a, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = 0;
      for (int j = 0; j < x.length; j++) {
        y[i] += Math.abs(a.get(i, j)) * x[j];
      }
    }
  }

  /** For the message of an error, so memory does not matter. */
  static double reciprocal(DMatrixRMaj a, DMatrixRMaj lu) {
    int n = lu.numCols;
    for (int i = 0; i < n; i++) {
      if (lu.get(i, i) == 0) {
        return 0;
      }
    }
    double norm = 0;
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.abs(a.get(i, j));
      }
      norm = Math.max(norm, sum);
    }
    double reciprocal = 1 / norm / Math.max(climbed(lu), alternating(lu));
    // The inverse has left the range of numbers.
    return Double.isNaN(reciprocal) ? 0 : reciprocal;
  }

  /** Climbs the convex function ||a^-1 x|| from corner to corner of ||x|| <= 1. */
  private static double climbed(DMatrixRMaj lu) {
    int n = lu.numCols;
    DMatrixRMaj x = new DMatrixRMaj(n, 1);
    DMatrixRMaj y = new DMatrixRMaj(n, 1);
    DMatrixRMaj slopes = new DMatrixRMaj(n, 1);
    DMatrixRMaj scratch = new DMatrixRMaj(n, 1);
    Arrays.fill(x.data, 1.0 / n);
    double largest = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      LuFactor.solve(lu, false, x, y, scratch);
      double norm = 0;
      for (int i = 0; i < n; i++) {
        norm += Math.abs(y.data[i]);
        y.data[i] = y.data[i] < 0 ? -1 : 1;
      }
      largest = Math.max(largest, norm);
      LuFactor.solve(lu, true, y, slopes, scratch);
      int steepest = 0;
      double here = 0;
      for (int i = 0; i < n; i++) {
        here += slopes.data[i] * x.data[i];
        steepest = Math.abs(slopes.data[i]) > Math.abs(slopes.data[steepest]) ? i : steepest;
      }
      if (!(Math.abs(slopes.data[steepest]) > here)) {
        break;
      }
      Arrays.fill(x.data, 0);
      x.data[steepest] = 1;
    }
    return largest;
  }

  /** By signs in turn, where the climb stops at once. */
  private static double alternating(DMatrixRMaj lu) {
    int n = lu.numCols;
    DMatrixRMaj x = new DMatrixRMaj(n, 1);
    DMatrixRMaj y = new DMatrixRMaj(n, 1);
    double size = 0;
    for (int i = 0; i < n; i++) {
      double step = n == 1 ? 1 : 1 + (double) i / (n - 1);
      x.data[i] = i % 2 == 0 ? step : -step;
      size += step;
    }
    LuFactor.solve(lu, false, x, y, x);
    double norm = 0;
    for (int i = 0; i < n; i++) {
      norm += Math.abs(y.data[i]);
    }
    return norm / size;
  }
}
