// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.SolveRows.MISMATCH;
import static org.ejgrad.ops.SolveRows.one;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;

/** The op table's rows of products with sparse constants. */
final class SparseRows {
  private static final double[][] DENSE = {{0, 2, 0, -1}, {0, 0, 0, 0}, {3, 0, 0, 0.5}};

  private SparseRows() {}

  static List<OpRow> rows() {
    SparseConstant s = SparseConstant.of(sparse());
    return List.of(
        row("", false)
            .wrong(one(s::mult, 3, 2), MISMATCH, "multSparse.3x4.: .*4 rows.*x='x' 3x2, at .*")
            .wrong(one(s::mult, 5, 1), MISMATCH, "multSparse.3x4.: .*4 rows.*x='x' 5x1, at .*")
            .wrong(one(s::mult, 0, 1), MISMATCH, "multSparse.3x4.: .*4 rows.*x='x' 0x1, at .*"),
        row("transposed", true));
  }

  /** By as many repetitions of the constant as x has rows for. */
  private static OpRow row(String title, boolean transposed) {
    int rows = transposed ? 3 : 4;
    return new OpRow(
            "ops.SparseMult",
            title,
            x -> {
              SparseConstant s = SparseConstant.of(sparse(x.get(0).rows() / rows));
              return (transposed ? s.transpose() : s).mult(x.get(0));
            },
            x -> {
              DMatrixRMaj dense = dense(x.get(0).numRows / rows);
              DMatrixRMaj left = transposed ? Plain.flipped(dense) : dense;
              return Plain.sparseProduct(left, x.get(0));
            })
        .on(Domain.ANY)
        .shapes(rows, 1)
        .shapes(rows, 3)
        .shapes(rows, 0);
  }

  static DMatrixSparseCSC sparse() {
    return sparse(1);
  }

  /** The constant so often in both directions. */
  private static DMatrixSparseCSC sparse(int times) {
    DMatrixSparseCSC sparse = new DMatrixSparseCSC(3 * times, 4 * times, 4 * times * times);
    for (int i = 0; i < sparse.numRows; i++) {
      for (int j = 0; j < sparse.numCols; j++) {
        if (element(i, j) != 0) {
          sparse.set(i, j, element(i, j));
        }
      }
    }
    return sparse;
  }

  private static DMatrixRMaj dense(int times) {
    return Plain.matrix(3 * times, 4 * times, SparseRows::element);
  }

  static double element(int i, int j) {
    return DENSE[i % 3][j % 4];
  }
}
