// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.stream.IntStream;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Row i of y is the Kronecker product of rows i of a and b: y_i,(j q + k) = a_ij b_ik, with b of q
 * columns. aBar_ij = sum_k yBar_i,(j q + k) b_ik, and bBar likewise.
 */
record RowwiseKron() implements ExprOp {
  @Override
  public String label() {
    return "rowwiseKron";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (a.rows() != b.rows()) {
      throw ShapeMismatchException.violated("a.rows must equal b.rows");
    }
    return Numerics.resultOf(a.rows(), (long) a.cols() * b.cols());
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(true, true);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return RowwiseKron::multiply;
  }

  private static void multiply(Block[] x, Block y) {
    int p = x[0].cols();
    int q = x[1].cols();
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < p; j++) {
        double factor = x[0].get(i * p + j);
        int at = (i * p + j) * q;
        for (int k = 0; k < q; k++) {
          y.set(at + k, factor * x[1].get(i * q + k));
        }
      }
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr a = x.get(0);
    Expr b = x.get(1);
    int n = a.rows();
    int p = a.cols();
    int q = b.cols();
    Expr aBar = yBar.carry(ones(n, p).rowwiseKron(b)).reshape(n * p, q).sumRows().reshape(n, p);
    Expr weighted = yBar.carry(a.rowwiseKron(ones(n, q)));
    int[] columnsFirst = IntStream.range(0, p * q).map(to -> to % p * q + to / p).toArray();
    Expr bBar =
        weighted
            .transpose()
            .gatherRows(columnsFirst)
            .transpose()
            .reshape(n * q, p)
            .sumRows()
            .reshape(n, q);
    return List.of(aBar, bBar);
  }

  private static Expr ones(int rows, int cols) {
    return Autograd.constant(1.0).broadcast(Shape.of(rows, cols));
  }
}
