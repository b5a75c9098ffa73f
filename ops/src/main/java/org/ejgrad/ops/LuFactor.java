// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;

/**
 * P a = L U, packed into (n + 1) x n: U with the diagonal, below it L without its ones, and as the
 * last row which row of a each row of P a is.
 */
final class LuFactor implements MatrixKernel.Work {
  private final LUDecompositionAlt_DDRM lu = new LUDecompositionAlt_DDRM();

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    int n = y.numCols;
    if (n == 0) {
      return;
    }
    Numerics.requireFinite(x[0]);
    lu.decompose(x[0]);
    System.arraycopy(lu.getLU().data, 0, y.data, 0, n * n);
    int[] pivots = lu.getPivot();
    for (int i = 0; i < n; i++) {
      y.data[n * n + i] = pivots[i];
    }
  }

  /** Row i of P a in a. */
  static int row(DMatrixRMaj factor, int i) {
    int n = factor.numCols;
    return (int) factor.data[n * n + i];
  }

  /**
   * x = op(a)^-1 b, op = identity or transpose.
   *
   * @param scratch in the shape of b, for the transpose. Modified.
   */
  static void solve(
      DMatrixRMaj factor, boolean transposed, DMatrixRMaj b, DMatrixRMaj x, DMatrixRMaj scratch) {
    int n = factor.numCols;
    int cols = b.numCols;
    if (!transposed) {
      for (int i = 0; i < n; i++) {
        System.arraycopy(b.data, row(factor, i) * cols, x.data, i * cols, cols);
      }
      Substitution.solve(factor, true, false, true, x);
      Substitution.solve(factor, false, false, false, x);
      return;
    }
    System.arraycopy(b.data, 0, scratch.data, 0, n * cols);
    Substitution.solve(factor, false, true, false, scratch);
    Substitution.solve(factor, true, true, true, scratch);
    for (int i = 0; i < n; i++) {
      System.arraycopy(scratch.data, i * cols, x.data, row(factor, i) * cols, cols);
    }
  }

  /**
   * The determinant of P: 1 or -1.
   *
   * @param seen scratch, one for each row. Modified.
   */
  static int permutationSign(DMatrixRMaj factor, boolean[] seen) {
    int n = factor.numCols;
    Arrays.fill(seen, false);
    int sign = 1;
    for (int start = 0; start < n; start++) {
      for (int i = row(factor, start); !seen[start] && i != start; i = row(factor, i)) {
        seen[i] = true;
        sign = -sign;
      }
    }
    return sign;
  }

  /**
   * The product of the pivots.
   *
   * @param seen scratch, one for each row. Modified.
   * @param product modified
   */
  static void determinant(DMatrixRMaj factor, boolean[] seen, ScaledProduct product) {
    product.start(permutationSign(factor, seen));
    for (int i = 0; i < factor.numCols; i++) {
      product.times(factor.get(i, i));
    }
  }

  /**
   * The size of pivot i against (|L| |U|)_ii, the size of the numbers it is a difference of. At n
   * epsilon all of it is rounding error, and 0 of nothing is nothing. Scaling rows or columns of a
   * does not change it.
   */
  static double remains(DMatrixRMaj factor, int i) {
    double pivot = Math.abs(factor.get(i, i));
    double size = pivot;
    for (int k = 0; k < i; k++) {
      size += Math.abs(factor.get(i, k) * factor.get(k, i));
    }
    return size == 0 ? 0 : pivot / size;
  }

  /**
   * Refuses factors of a by which no number of a solution would be right: a pivot of which nothing
   * remains, or a pivot of which little remains and a condition number of 1 / epsilon. An exactly
   * singular matrix may leave pivots of some roundings, but never as many as its condition says.
   */
  static void requireRegular(DMatrixRMaj a, DMatrixRMaj factor, double epsilon) {
    int n = factor.numCols;
    int least = 0;
    double leastRemains = 1;
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(factor.get(i, i))) {
        throw Numerics.refused(
            "the factors must not leave the range of numbers, got pivot %s = %s; scale the matrix",
            i, factor.get(i, i));
      }
      double remains = remains(factor, i);
      if (!(remains > n * epsilon)) {
        throw singular(i, a, factor);
      }
      if (remains < leastRemains) {
        least = i;
        leastRemains = remains;
      }
    }
    if (leastRemains < Math.sqrt(epsilon)) {
      DMatrixRMaj inverse = new DMatrixRMaj(n, n);
      solve(factor, false, CommonOps_DDRM.identity(n), inverse, inverse);
      if (Condition.reciprocalOfScaled(a, inverse) <= epsilon) {
        throw singular(least, a, factor);
      }
    }
  }

  private static IllegalArgumentException singular(int i, DMatrixRMaj a, DMatrixRMaj factor) {
    return Numerics.refused(
        "the matrix must not be singular, got pivot %s = %s, which is %s of the numbers it is"
            + " a difference of, and a reciprocal condition number of about %s; drop dependent"
            + " rows, or use pseudoInverse or leastSquares",
        i, factor.get(i, i), remains(factor, i), Condition.reciprocal(a, factor));
  }
}
