// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The matrix of cofactors of a from a and its LU factor: d a^-T, or of a singular matrix, by its
 * singular values, det(U) det(V) U diag(the product of the other s_j) V'.
 */
final class Cofactors implements MatrixKernel.Work {
  /** A pivot that kept fewer digits than half of them makes d a^-T a product of errors. */
  private static final double ILL_CONDITIONED = 1e-8;

  private final DMatrixRMaj identity;
  private final DMatrixRMaj scratch;
  private final boolean[] seen;
  private final SvdFactor svd;
  private final LuFactor lu = new LuFactor();
  private final DMatrixRMaj[] one = new DMatrixRMaj[1];
  private final DMatrixRMaj packed;
  private final DMatrixRMaj factor;
  private final DMatrixRMaj u;
  private final DMatrixRMaj v;

  Cofactors(int n) {
    identity = CommonOps_DDRM.identity(n);
    scratch = new DMatrixRMaj(n, n);
    seen = new boolean[n];
    svd = new SvdFactor(n, n);
    packed = new DMatrixRMaj(1 + 2 * n, n);
    factor = new DMatrixRMaj(1 + n, n);
    u = new DMatrixRMaj(n, n);
    v = new DMatrixRMaj(n, n);
  }

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    for (int i = 0; i < y.numRows; i++) {
      if (!(LuFactor.remains(x[1], i) > ILL_CONDITIONED)) {
        bySvd(x[0], y);
        return;
      }
    }
    LuFactor.solve(x[1], true, identity, y, scratch);
    CommonOps_DDRM.scale(LuFactor.determinant(x[1], seen), y);
  }

  private void bySvd(DMatrixRMaj a, DMatrixRMaj y) {
    int n = y.numRows;
    one[0] = a;
    svd.run(one, packed);
    CommonOps_DDRM.extract(packed, 1, 1 + n, 0, n, u);
    CommonOps_DDRM.extract(packed, 1 + n, 1 + 2 * n, 0, n, v);
    double sign = Math.signum(determinant(u) * determinant(v));
    for (int j = 0; j < n; j++) {
      double others = sign;
      for (int k = 0; k < n; k++) {
        others *= k == j ? 1 : packed.data[k];
      }
      CommonOps_DDRM.scaleCol(others, u, j);
    }
    CommonOps_DDRM.multTransB(u, v, y);
  }

  private double determinant(DMatrixRMaj a) {
    one[0] = a;
    lu.run(one, factor);
    return LuFactor.determinant(factor, seen);
  }
}
