// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejml.data.DMatrixRMaj;

/**
 * Solves triangular systems in place, many right sides at once: every step adds a multiple of a row
 * of x to another, so memory is read in order whichever side of the matrix is used.
 */
final class Substitution {
  private Substitution() {}

  /**
   * x = op(t)^-1 x for the triangle of the first n rows and columns of t, op = identity or
   * transpose.
   *
   * @param t not modified; only the named triangle is read
   * @param unit whether its diagonal counts as ones, whatever it holds
   * @param x n rows. Modified.
   */
  static void solve(DMatrixRMaj t, boolean lower, boolean transposed, boolean unit, DMatrixRMaj x) {
    int n = x.numRows;
    boolean ascending = lower != transposed;
    for (int step = 0; step < n; step++) {
      int i = ascending ? step : n - 1 - step;
      int from = lower ? 0 : i + 1;
      int to = lower ? i : n;
      if (transposed) {
        divide(x, i, unit ? 1 : t.data[i * t.numCols + i]);
      }
      for (int k = from; k < to; k++) {
        double factor = t.data[i * t.numCols + k];
        if (transposed) {
          subtract(x, k, factor, i);
        } else {
          subtract(x, i, factor, k);
        }
      }
      if (!transposed) {
        divide(x, i, unit ? 1 : t.data[i * t.numCols + i]);
      }
    }
  }

  private static void divide(DMatrixRMaj x, int row, double by) {
    int cols = x.numCols;
    for (int j = row * cols; j < (row + 1) * cols; j++) {
      x.data[j] /= by;
    }
  }

  /** Row {@code row} minus a multiple of row {@code other}. */
  private static void subtract(DMatrixRMaj x, int row, double factor, int other) {
    int cols = x.numCols;
    int to = row * cols;
    int from = other * cols;
    for (int j = 0; j < cols; j++) {
      x.data[to + j] -= factor * x.data[from + j];
    }
  }
}
