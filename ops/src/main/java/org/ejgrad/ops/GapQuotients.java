// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * y_ij = p_ij / (b_j - a_i), or p_ij / (b_j^2 - a_i^2) for singular values, m x n for columns a of
 * m and b of n values and p m x n; 0 on the diagonal of gaps between the values of one matrix.
 * Refuses values so near each other that the vectors of a factorization have no derivative, or none
 * that double can tell. Where neither of two vectors is used, because their columns of the fourth
 * input are 0, and p_ij is 0 as well, y_ij is 0 whatever the gap: a function of the first few
 * vectors leaves the values of the others free to repeat.
 *
 * <p>Cotangents: pBar the same of yBar; with G = -(the same of yBar o y), bBar the column sums and
 * aBar minus the row sums of G, times 2 b and 2 a for squares.
 *
 * <p>The fourth input, the cotangent of the vectors, is looked at and not computed with.
 *
 * @param kind between what
 * @param called which vectors
 */
record GapQuotients(Kind kind, Note called) implements ExprOp {
  /** Which gaps. */
  enum Kind {
    /** Between the values of one matrix. */
    VALUES,
    /** Between the squares of the values of one matrix. */
    SQUARES,
    /** From 0, for what is outside of the space of the vectors. */
    FROM_ZERO
  }

  /**
   * Against the largest value: a factorization knows values to about n 1e-16 of it, so that the
   * derivative of vectors at this gap is right to about 1e-6.
   */
  static final double SMALLEST = 1e-10;

  /** p over the gaps between these values, for the cotangent yBar of the vectors. */
  static Expr between(Kind kind, Expr values, Expr p, Expr vectors, Expr yBar) {
    return of(kind, values, values, p, vectors, yBar);
  }

  /** p diag(values)^-1, for the cotangent yBar of the vectors. */
  static Expr fromZero(Expr values, Expr p, Expr vectors, Expr yBar) {
    Expr zeros = Autograd.constant(new DMatrixRMaj(p.rows(), 1));
    return of(Kind.FROM_ZERO, zeros, values, p, vectors, yBar);
  }

  private static Expr of(Kind kind, Expr a, Expr b, Expr p, Expr vectors, Expr yBar) {
    Note called = Note.of(vectors.node().op().orElseThrow().label()).of(vectors);
    return Expr.apply(new GapQuotients(kind, called), a, b, p, yBar);
  }

  @Override
  public String label() {
    return switch (kind) {
      case VALUES -> "divideByGaps";
      case SQUARES -> "divideByGapsOfSquares";
      case FROM_ZERO -> "divideByGapsFromZero";
    };
  }

  @Override
  public String calledAs() {
    return called.text();
  }

  @Override
  public String role(int input, int count) {
    return List.of("a", "b", "p", "uses").get(input);
  }

  @Override
  public boolean differentiable(int input) {
    return input != 3;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(2);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    boolean[] used = new boolean[inputs.get(3).cols()];
    return (x, y) -> divide(x, used, y);
  }

  private static void findUsed(Block yBar, boolean[] used) {
    Arrays.fill(used, false);
    for (int i = 0; i < yBar.length(); i++) {
      used[i % used.length] |= yBar.get(i) != 0;
    }
  }

  private void divide(Block[] x, boolean[] used, Block y) {
    findUsed(x[3], used);
    int cols = y.cols();
    double smallest = SMALLEST * Math.max(largest(x[0]), largest(x[1]));
    boolean fromZero = kind == Kind.FROM_ZERO;
    for (int i = 0; i < y.rows(); i++) {
      double ai = x[0].get(i);
      for (int j = 0; j < cols; j++) {
        double p = x[2].get(i * cols + j);
        double bj = x[1].get(j);
        boolean isUsed = p != 0 || used[j] || (!fromZero && used[i]);
        if (!isUsed || (i == j && !fromZero)) {
          y.set(i * cols + j, 0);
          continue;
        }
        if (!(Math.abs(bj - ai) > smallest)) {
          throw refused(i, ai, j, bj);
        }
        double quotient = p / (bj - ai);
        y.set(i * cols + j, kind == Kind.SQUARES ? quotient / (bj + ai) : quotient);
      }
    }
  }

  /** By size, apart from NaN, which is refused where it is met. */
  private static double largest(Block values) {
    double largest = 0;
    for (int i = 0; i < values.length(); i++) {
      double size = Math.abs(values.get(i));
      largest = size > largest ? size : largest;
    }
    return largest;
  }

  private IllegalArgumentException refused(int i, double ai, int j, double bj) {
    return kind == Kind.FROM_ZERO
        ? Numerics.refused(
            "the derivative needs singular values that are not 0, got value %s = %s; differentiate"
                + " singularValues only, or change the matrix",
            j, bj)
        : Numerics.refused(
            "the derivative needs values that differ, got value %s = %s and value %s = %s;"
                + " differentiate the values only, or change the matrix",
            i, ai, j, bj);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr a = x.get(0);
    Expr b = x.get(1);
    Expr pBar = Expr.apply(this, a, b, yBar, x.get(3));
    Expr g = Expr.apply(this, a, b, yBar.carry(y), x.get(3));
    Expr rows = g.sumRows();
    Expr cols = g.sumCols().transpose().negative();
    return kind == Kind.SQUARES
        ? List.of(rows.elementMult(a).scale(2), cols.elementMult(b).scale(2), pBar)
        : List.of(rows, cols, pBar);
  }
}
