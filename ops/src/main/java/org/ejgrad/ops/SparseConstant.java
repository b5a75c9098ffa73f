// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixSparseCSC;

/**
 * A fixed matrix most of whose elements are 0, to multiply expressions by: graphs hold its stored
 * elements only, and so do gradients.
 *
 * <pre>{@code
 * SparseConstant links = SparseConstant.of(adjacency);
 * Expr neighbours = links.mult(features);
 * }</pre>
 *
 * <p>For a product from the right, x S, write {@code
 * s.transpose().mult(x.transpose()).transpose()}.
 */
public final class SparseConstant {
  private final DMatrixSparseCSC matrix;
  private final boolean transposed;

  private SparseConstant(DMatrixSparseCSC matrix, boolean transposed) {
    this.matrix = matrix;
    this.transposed = transposed;
  }

  /**
   * The constant with these elements; the matrix is copied.
   *
   * @throws IllegalArgumentException if its arrays name a row that it has not, or columns that
   *     overlap
   */
  public static SparseConstant of(DMatrixSparseCSC matrix) {
    for (int col = 0; col < matrix.numCols; col++) {
      int from = matrix.col_idx[col];
      int to = matrix.col_idx[col + 1];
      check(
          0 <= from && from <= to && to <= matrix.nz_length,
          "sparse constant %sx%s: column %s must hold some of its %s elements, got those from %s to %s",
          matrix.numRows,
          matrix.numCols,
          col,
          matrix.nz_length,
          from,
          to);
      for (int p = from; p < to; p++) {
        check(
            0 <= matrix.nz_rows[p] && matrix.nz_rows[p] < matrix.numRows,
            "sparse constant %sx%s: an element must be in one of its rows, got row %s in column %s",
            matrix.numRows,
            matrix.numCols,
            matrix.nz_rows[p],
            col);
      }
    }
    return new SparseConstant(matrix.copy(), false);
  }

  /** The shape, stored elements and others. */
  public Shape shape() {
    Shape stored = Shape.of(matrix.numRows, matrix.numCols);
    return transposed ? stored.transposed() : stored;
  }

  /** The transposed constant, on the same stored elements. */
  public SparseConstant transpose() {
    return new SparseConstant(matrix, !transposed);
  }

  /**
   * y = S x, m x k for S m x n and x n x k. Cotangent: xBar = S' yBar. What is not stored is
   * exactly 0, also times NaN or infinity.
   *
   * @throws ShapeMismatchException if x has not as many rows as S has columns
   */
  public Expr mult(Expr x) {
    return Expr.apply(new SparseMult(matrix, transposed, false), x);
  }
}
