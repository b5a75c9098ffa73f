// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Demand;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixSparseCSC;

/**
 * y = op(S) x for a sparse constant S, op = identity or transpose: a multiple of a row of x added
 * to a row of y for each stored element. Cotangent: xBar = op(S)' yBar. Elements that are not
 * stored are exactly 0 and meet nothing, not even NaN.
 *
 * @param matrix never modified; two ops are equal if they hold the same instance
 * @param carrying whether 0 in x counts as nothing, also times NaN or infinity: a cotangent that is
 *     exactly 0
 */
record SparseMult(DMatrixSparseCSC matrix, boolean transposed, boolean carrying) implements ExprOp {
  /** So many products of double add up to an error of 1e-12 of their sizes at most. */
  private static final int FEW_TERMS = 8192;

  /** And of float to 2e-5. */
  private static final int FEW_FLOATS = 256;

  private Shape factor() {
    Shape stored = Shape.of(matrix.numRows, matrix.numCols);
    return transposed ? stored.transposed() : stored;
  }

  @Override
  public String label() {
    return "multSparse[" + factor() + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (factor().cols() != x.rows()) {
      throw ShapeMismatchException.violated(
          "x must have " + factor().cols() + " rows, one for each column of the sparse matrix");
    }
    return Shape.of(factor().rows(), x.cols());
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int few = precision == Precision.FLOAT64 ? FEW_TERMS : FEW_FLOATS;
    return mostTerms() <= few
        ? this::multiply
        : new Compensated(factor().rows() * inputs.get(0).cols());
  }

  /** Stored elements in the fullest row of op(S): so many terms has an element of y. */
  private int mostTerms() {
    int[] terms = new int[factor().rows()];
    int most = 0;
    for (int col = 0; col < matrix.numCols; col++) {
      for (int p = matrix.col_idx[col]; p < matrix.col_idx[col + 1]; p++) {
        most = Math.max(most, ++terms[transposed ? col : matrix.nz_rows[p]]);
      }
    }
    return most;
  }

  private void multiply(Block[] x, Block y) {
    y.fill(0, y.length(), 0);
    for (int col = 0; col < matrix.numCols; col++) {
      for (int p = matrix.col_idx[col]; p < matrix.col_idx[col + 1]; p++) {
        int row = matrix.nz_rows[p];
        add(matrix.nz_values[p], x[0], transposed ? row : col, y, transposed ? col : row);
      }
    }
  }

  /** The same for sums of many terms. */
  private final class Compensated implements Kernel {
    private final CompensatedSums sums;

    Compensated(int length) {
      sums = new CompensatedSums(length);
    }

    @Override
    public void run(Block[] x, Block y) {
      sums.clear();
      int cols = y.cols();
      for (int col = 0; col < matrix.numCols; col++) {
        for (int p = matrix.col_idx[col]; p < matrix.col_idx[col + 1]; p++) {
          int row = matrix.nz_rows[p];
          int from = (transposed ? row : col) * cols;
          int to = (transposed ? col : row) * cols;
          for (int j = 0; j < cols; j++) {
            sums.add(to + j, term(matrix.nz_values[p], x[0].get(from + j)));
          }
        }
      }
      sums.store(y);
    }
  }

  private double term(double factor, double x) {
    return carrying && x == 0 ? 0 : factor * x;
  }

  private void add(double factor, Block x, int from, Block y, int to) {
    int cols = y.cols();
    for (int j = 0; j < cols; j++) {
      int at = to * cols + j;
      y.set(at, y.get(at) + term(factor, x.get(from * cols + j)));
    }
  }

  @Override
  public double cost(List<Shape> inputs, Shape result) {
    return 2.0 * matrix.nz_length * result.cols() + result.elements();
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return vjp(x, y, yBar, Demand.ALL);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar, Demand demand) {
    boolean carry = carrying || demand.selected();
    return List.of(Expr.apply(new SparseMult(matrix, !transposed, carry), yBar));
  }
}
