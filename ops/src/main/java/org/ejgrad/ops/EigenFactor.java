// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * (a + a') / 2 = V diag(w) V', packed into (1 + n) x n: w, ascending, above V. In each column of V
 * the entry of largest size, the first of equals, is positive.
 */
final class EigenFactor implements MatrixKernel.Work {
  private final DMatrixRMaj symmetric;
  private final EigenDecomposition_F64<DMatrixRMaj> eigen;

  EigenFactor(int n) {
    this.symmetric = new DMatrixRMaj(n, n);
    this.eigen = DecompositionFactory_DDRM.eig(n, true, true);
  }

  @Override
  public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
    int n = y.numCols;
    if (n == 0) {
      return;
    }
    Numerics.requireFinite(x[0]);
    Numerics.symmetricPart(x[0], symmetric);
    if (!eigen.decompose(symmetric)) {
      throw Numerics.refused("the eigenvalues did not converge; scale the matrix");
    }
    int[] ascending =
        IntStream.range(0, n)
            .boxed()
            .sorted((i, j) -> Double.compare(value(i), value(j)))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int j = 0; j < n; j++) {
      y.data[j] = value(ascending[j]);
      DMatrixRMaj vector = eigen.getEigenVector(ascending[j]);
      double sign = Numerics.leadsNegative(vector, 0) ? -1 : 1;
      for (int i = 0; i < n; i++) {
        y.data[(1 + i) * n + j] = sign * vector.data[i];
      }
    }
  }

  private double value(int i) {
    return eigen.getEigenvalue(i).real;
  }
}
