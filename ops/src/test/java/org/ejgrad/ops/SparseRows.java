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
        row("", s, new DMatrixRMaj(DENSE))
            .wrong(one(s::mult, 3, 2), MISMATCH, "multSparse.3x4.: .*4 rows.*x='x' 3x2, at .*")
            .wrong(one(s::mult, 5, 1), MISMATCH, "multSparse.3x4.: .*4 rows.*x='x' 5x1, at .*")
            .wrong(one(s::mult, 0, 1), MISMATCH, "multSparse.3x4.: .*4 rows.*x='x' 0x1, at .*"),
        row("transposed", s.transpose(), Plain.flipped(new DMatrixRMaj(DENSE))));
  }

  private static OpRow row(String title, SparseConstant s, DMatrixRMaj dense) {
    return new OpRow(
            "ops.SparseMult", title, x -> s.mult(x.get(0)), x -> Plain.product(dense, x.get(0)))
        .on(Domain.ANY)
        .shapes(dense.numCols, 1)
        .shapes(dense.numCols, 3)
        .shapes(dense.numCols, 0);
  }

  static DMatrixSparseCSC sparse() {
    DMatrixSparseCSC sparse = new DMatrixSparseCSC(3, 4, 4);
    sparse.set(0, 1, 2);
    sparse.set(0, 3, -1);
    sparse.set(2, 0, 3);
    sparse.set(2, 3, 0.5);
    return sparse;
  }
}
