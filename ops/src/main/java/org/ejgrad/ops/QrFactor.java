// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * a = Q R for m >= n, packed into (m + n) x n: Q (m x n, orthonormal columns) above R (n x n,
 * upper, diagonal >= 0).
 */
final class QrFactor implements MatrixKernel.Work {
  private final double smallest;
  private final DMatrixRMaj scratch;
  private final DMatrixRMaj q;
  private final DMatrixRMaj r;
  private final QRDecomposition<DMatrixRMaj> qr;

  /**
   * Work on an m x n matrix.
   *
   * @param smallest share of a column that must lie outside of those before it; below 0 any may
   *     depend
   */
  QrFactor(int m, int n, double smallest) {
    this.smallest = smallest;
    this.scratch = new DMatrixRMaj(m, n);
    this.q = new DMatrixRMaj(m, n);
    this.r = new DMatrixRMaj(n, n);
    this.qr = DecompositionFactory_DDRM.qr(m, n);
  }

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    int n = y.numCols;
    if (n == 0) {
      return;
    }
    Numerics.requireFinite(x[0]);
    scratch.setTo(x[0]);
    // False where a column has nothing beyond those before it; Q and R are right then too.
    qr.decompose(scratch);
    qr.getQ(q, true);
    qr.getR(r, true);
    double least = 1;
    for (int k = 0; k < n; k++) {
      if (r.get(k, k) < 0) {
        negateColumnOfQ(k);
        negateRowOfR(k);
      }
      if (smallest >= 0) {
        least = Math.min(least, requireIndependent(r, k, smallest));
      }
    }
    if (smallest >= 0 && least < Math.sqrt(smallest)) {
      requireApart(r, smallest);
    }
    System.arraycopy(q.data, 0, y.data, 0, q.getNumElements());
    System.arraycopy(r.data, 0, y.data, q.getNumElements(), n * n);
  }

  private void negateColumnOfQ(int k) {
    for (int i = 0; i < q.numRows; i++) {
      q.set(i, k, -q.get(i, k));
    }
  }

  private void negateRowOfR(int k) {
    for (int j = k; j < r.numCols; j++) {
      r.set(k, j, -r.get(k, j));
    }
  }

  /** r_kk is what column k has beyond the columns before it; returns which share of its length. */
  static double requireIndependent(DMatrixRMaj r, int k, double smallest) {
    double length = length(r, k);
    if (length == 0) {
      throw Numerics.refused(
          "the columns must be independent, got column %s, which is 0; drop it, or use"
              + " pseudoInverse",
          k);
    }
    double own = r.get(k, k) / length;
    if (!(own > smallest)) {
      throw Numerics.refused(
          "the columns must be independent, got column %s, of which all but %s lies in the columns"
              + " before it; drop it, or use pseudoInverse",
          k, own);
    }
    return own;
  }

  private static double length(DMatrixRMaj r, int k) {
    double length = 0;
    for (int i = 0; i <= k; i++) {
      length = Math.hypot(length, r.get(i, k));
    }
    return length;
  }

  /**
   * The same of a column and all others, where those before leave little of one: with columns of
   * length 1, row k of r^-1 is 1 / what column k has beyond the others.
   */
  private static void requireApart(DMatrixRMaj r, double smallest) {
    int n = r.numCols;
    DMatrixRMaj unit = r.copy();
    for (int k = 0; k < n; k++) {
      CommonOps_DDRM.scaleCol(1 / length(r, k), unit, k);
    }
    DMatrixRMaj inverse = CommonOps_DDRM.identity(n);
    Substitution.solve(unit, false, false, false, inverse);
    for (int k = 0; k < n; k++) {
      double size = 0;
      for (int j = k; j < n; j++) {
        size = Math.hypot(size, inverse.get(k, j));
      }
      if (1 / size <= smallest) {
        throw Numerics.refused(
            "the columns must be independent, got column %s, of which all but %s lies in the other"
                + " columns; drop it, or use pseudoInverse",
            k, 1 / size);
      }
    }
  }
}
