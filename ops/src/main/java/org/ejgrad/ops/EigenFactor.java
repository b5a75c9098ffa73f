// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQREigenHelper_DDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.TridiagonalSimilarDecomposition_F64;

/**
 * (a + a') / 2 = V diag(w) V', packed into (1 + n) x n: w, ascending, above V. In each column of V
 * the first entry that is the largest in size, to a millionth, is positive.
 *
 * <p>Goes by the parts of EJML's decomposition, Householder's tridiagonal form and implicit QR
 * steps, because as a whole it allocates in each run.
 */
final class EigenFactor implements MatrixKernel.Work {
  private final DMatrixRMaj symmetric;
  private final TridiagonalSimilarDecomposition_F64<DMatrixRMaj> tridiagonal;
  private final SymmetricQREigenHelper_DDRM steps = new SymmetricQREigenHelper_DDRM();
  private final SymmetricQrAlgorithm_DDRM qr = new SymmetricQrAlgorithm_DDRM(steps);
  private final double[] diagonal;
  private final double[] beside;
  private final double[] values;
  private final DMatrixRMaj vectors;
  private final int[] order;

  EigenFactor(int n) {
    this.symmetric = new DMatrixRMaj(n, n);
    this.tridiagonal = DecompositionFactory_DDRM.tridiagonal(n);
    this.diagonal = new double[n];
    this.beside = new double[Math.max(0, n - 1)];
    this.values = new double[n];
    this.vectors = new DMatrixRMaj(n, n);
    this.order = new int[n];
  }

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    int n = y.numCols;
    if (n == 0) {
      return;
    }
    Numerics.requireFinite(x[0]);
    Numerics.symmetricPart(x[0], symmetric);
    int power = Numerics.moderate(symmetric);
    if (!decompose(n)) {
      throw Numerics.refused("the eigenvalues did not converge");
    }
    Numerics.order(values, true, order);
    for (int j = 0; j < n; j++) {
      int from = order[j] * n;
      y.data[j] = Math.scalb(values[order[j]], power);
      double sign = Numerics.leadsNegative(vectors, from, 1, n) ? -1 : 1;
      for (int i = 0; i < n; i++) {
        y.data[(1 + i) * n + j] = sign * vectors.data[from + i];
      }
    }
  }

  /** First the values alone, then the vectors as rows, by shifts of those values. */
  private boolean decompose(int n) {
    if (!tridiagonal.decompose(symmetric)) {
      return false;
    }
    tridiagonal.getDiagonal(diagonal, beside);
    qr.setFastEigenvalues(true);
    if (!qr.process(n, diagonal, beside)) {
      return false;
    }
    System.arraycopy(diagonal, 0, values, 0, n);
    tridiagonal.getDiagonal(diagonal, beside);
    tridiagonal.getQ(vectors, true);
    qr.setQ(vectors);
    if (!qr.process(n, diagonal, beside, values)) {
      return false;
    }
    System.arraycopy(diagonal, 0, values, 0, n);
    return true;
  }
}
