// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * y_ij = 1 / (x_j - x_i), or 1 / (x_j^2 - x_i^2) for singular values, and 0 on the diagonal, n x n
 * for a column x. Refuses values so near each other that the vectors of a factorization have no
 * derivative, or none that double can tell. Cotangent: with G = -yBar o y^2, column sums minus row
 * sums of G; times 2 x for squares.
 *
 * @param squares for singular values, which must not be 0 either
 * @param vectors which vectors and where they were made, for the message
 */
record InverseGaps(boolean squares, String vectors) implements ExprOp {
  /**
   * Against the largest value: a factorization knows values to about n 1e-16 of it, so that the
   * derivative of vectors at this gap is right to about 1e-6.
   */
  static final double SMALLEST = 1e-10;

  static Expr of(Expr values, boolean squares, Expr vectors) {
    String made = vectors.node().op().orElseThrow().label();
    String where = vectors.node().line().map(line -> " made at " + line).orElse("");
    return Expr.apply(new InverseGaps(squares, made + where), values);
  }

  @Override
  public String label() {
    return squares ? "inverseGapsOfSquares" : "inverseGaps";
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(inputs.get(0).rows(), inputs.get(0).rows());
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return this::invert;
  }

  private void invert(Block[] x, Block y) {
    int n = y.rows();
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(x[0].get(i)));
    }
    double smallest = SMALLEST * largest;
    for (int i = 0; i < n; i++) {
      double xi = x[0].get(i);
      if (squares && !(xi > smallest)) {
        throw Numerics.refused(
            "the derivative of %s needs singular values that are not 0, got value %s = %s where the"
                + " largest is %s; differentiate singularValues only, or change the matrix",
            vectors, i, xi, largest);
      }
      for (int j = 0; j < n; j++) {
        double xj = x[0].get(j);
        if (i != j && !(Math.abs(xj - xi) > smallest)) {
          throw Numerics.refused(
              "the derivative of %s needs values that differ, got value %s = %s and value %s = %s;"
                  + " differentiate the values only, or change the matrix",
              vectors, i, xi, j, xj);
        }
        double gap = (xj - xi) * (squares ? xj + xi : 1);
        y.set(i * n + j, i == j ? 0 : 1 / gap);
      }
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr g = yBar.carry(y.square()).negative();
    Expr sums = g.sumCols().transpose().minus(g.sumRows());
    return List.of(squares ? sums.elementMult(x.get(0)).scale(2) : sums);
  }
}
