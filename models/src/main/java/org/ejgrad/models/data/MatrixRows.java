// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import org.ejml.data.DMatrixRMaj;

/** Copies whole rows between row-major matrices; callers have checked the indices. */
final class MatrixRows {
  private MatrixRows() {}

  /** A new matrix of the rows of the given indices, in that order. */
  static DMatrixRMaj gather(DMatrixRMaj source, int[] indices) {
    int width = source.numCols;
    DMatrixRMaj result = new DMatrixRMaj(indices.length, width);
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(source.data, indices[i] * width, result.data, i * width, width);
    }
    return result;
  }

  /** A new matrix with the rows of a, then those of b, which has as many columns. */
  static DMatrixRMaj concat(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj result = new DMatrixRMaj(Math.addExact(a.numRows, b.numRows), a.numCols);
    System.arraycopy(a.data, 0, result.data, 0, a.getNumElements());
    System.arraycopy(b.data, 0, result.data, a.getNumElements(), b.getNumElements());
    return result;
  }
}
