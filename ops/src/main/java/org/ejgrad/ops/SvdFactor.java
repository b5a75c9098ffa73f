// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * a = U diag(s) V' with k = min(m, n) columns, packed into (1 + m + n) x k: s, descending, above U
 * above V. In each column of U the first entry that is the largest in size, to a millionth, is
 * positive.
 */
final class SvdFactor implements MatrixKernel.Work {
  private final DMatrixRMaj scratch;
  private final DMatrixRMaj u;
  private final DMatrixRMaj v;
  private final SingularValueDecomposition_F64<DMatrixRMaj> svd;
  private final int[] order;

  SvdFactor(int m, int n) {
    int k = Math.min(m, n);
    this.scratch = new DMatrixRMaj(m, n);
    this.u = new DMatrixRMaj(m, k);
    this.v = new DMatrixRMaj(n, k);
    this.svd = DecompositionFactory_DDRM.svd(m, n, true, true, true);
    this.order = new int[k];
  }

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    int k = y.numCols;
    if (k == 0) {
      return;
    }
    Numerics.requireFinite(x[0]);
    scratch.setTo(x[0]);
    int power = Numerics.moderate(scratch);
    if (!svd.decompose(scratch)) {
      throw Numerics.refused("the singular values did not converge");
    }
    svd.getU(u, false);
    svd.getV(v, false);
    double[] values = svd.getSingularValues();
    Numerics.order(values, false, order);
    for (int j = 0; j < k; j++) {
      int from = order[j];
      y.data[j] = Math.scalb(values[from], power);
      double sign = Numerics.leadsNegative(u, from, u.numCols, u.numRows) ? -1 : 1;
      copyColumn(u, from, sign, y, 1, j);
      copyColumn(v, from, sign, y, 1 + u.numRows, j);
    }
  }

  private static void copyColumn(
      DMatrixRMaj from, int column, double sign, DMatrixRMaj to, int row0, int toColumn) {
    for (int i = 0; i < from.numRows; i++) {
      to.set(row0 + i, toColumn, sign * from.get(i, column));
    }
  }
}
