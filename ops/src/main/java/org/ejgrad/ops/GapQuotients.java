// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/**
 * y_ij = p_ij / (b_j - a_i), or p_ij b_j / (b_j^2 - a_i^2) for singular values, m x n for columns a
 * of m and b of n values and p m x n; 0 on the diagonal of gaps between the values of one matrix.
 * Refuses values so near each other that the vectors of a factorization have no derivative, or none
 * that the precision of the values can tell. Where neither of two vectors is used, because their
 * columns of the fourth input are 0, and p_ij is 0 as well, y_ij is 0 whatever the gap: a function
 * of the first few vectors leaves the values of the others free to repeat.
 *
 * <p>Cotangents: pBar the same of yBar; with G = -(the same of yBar o y), bBar the column sums and
 * aBar minus the row sums of G. For squares with R(p) = p b / (b^2 - a^2) and L(p) = p a / (b^2 -
 * a^2): dR/da = 2 L(R), dR/db = -(R(R) + L(L)), dL/da = R(R) + L(L), dL/db = -2 R(L). No square is
 * ever computed, so that values may be as large or small as numbers are.
 *
 * <p>The fourth input, the cotangent of the vectors, is looked at and not computed with.
 *
 * @param kind between what
 * @param called which vectors
 */
record GapQuotients(Kind kind, Note called) implements RoundingAwareOp {
  /** The number of the input that tells which vectors are used. */
  static final int USES = 3;

  /** Which gaps. */
  enum Kind {
    /** Between the values of one matrix. */
    VALUES,
    /** Between the squares of the values of one matrix, times b_j. */
    SQUARES_TIMES_B,
    /** Between the squares of the values of one matrix, times a_i. */
    SQUARES_TIMES_A,
    /** From 0, for what is outside of the space of the vectors. */
    FROM_ZERO
  }

  /**
   * The smallest gap, against the largest value: a factorization knows values to about n 1e-16 of
   * it, or 1e-7 in float, so that the derivative of vectors at this gap is right to about 1e-6, or
   * 1e-3.
   */
  static double smallest(Precision kept) {
    return kept == Precision.FLOAT64 ? 1e-10 : 1e-4;
  }

  /** p over the gaps between these values, for the cotangent yBar of vectors. */
  static Expr between(Kind kind, Note called, Expr values, Expr p, Expr yBar) {
    return Expr.apply(new GapQuotients(kind, called), values, values, p, yBar);
  }

  /** p diag(values)^-1, for the cotangent yBar of vectors. */
  static Expr fromZero(Note called, Expr values, Expr p, Expr yBar) {
    Expr zeros = Autograd.constant(new DMatrixRMaj(p.rows(), 1));
    return Expr.apply(new GapQuotients(Kind.FROM_ZERO, called), zeros, values, p, yBar);
  }

  @Override
  public String label() {
    return switch (kind) {
      case VALUES -> "divideByGaps";
      case SQUARES_TIMES_B -> "divideByGapsOfSquares[times b]";
      case SQUARES_TIMES_A -> "divideByGapsOfSquares[times a]";
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
    return input != USES;
  }

  /** The cotangent of the vectors tells which of them are used. */
  @Override
  public boolean computesWith(int input) {
    return input != USES;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape p = inputs.get(2);
    boolean fit =
        inputs.get(0).equals(Shape.of(p.rows(), 1))
            && inputs.get(1).equals(Shape.of(p.cols(), 1))
            && inputs.get(3).cols() == p.cols();
    if (!fit) {
      throw ShapeMismatchException.violated(
          "a must hold a value for each row of p, b one for each column, uses as many columns");
    }
    return p;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    boolean[] used = new boolean[inputs.get(3).cols()];
    double smallest = smallest(kept);
    return (x, y) -> divide(x, used, smallest, y);
  }

  /**
   * Finds which columns are used; returns whether no others ever are. A cotangent may be 0 here and
   * its derivative not, but not one that is 0 in spite of NaN, by which {@link AskedVectors} of a
   * JVP ask: entries between others then go nowhere, whatever p holds.
   */
  private static boolean findUsed(Block yBar, boolean[] used) {
    Arrays.fill(used, false);
    boolean forSure = false;
    for (int i = 0; i < yBar.length(); i++) {
      used[i % used.length] |= yBar.get(i) != 0;
      forSure |= Double.isNaN(yBar.get(i));
    }
    return forSure;
  }

  private void divide(Block[] x, boolean[] used, double smallestShare, Block y) {
    boolean noOthers = findUsed(x[3], used);
    int cols = y.cols();
    double smallest = smallestShare * Math.max(largest(x[0]), largest(x[1]));
    boolean fromZero = kind == Kind.FROM_ZERO;
    for (int i = 0; i < y.rows(); i++) {
      double ai = x[0].get(i);
      for (int j = 0; j < cols; j++) {
        double p = x[2].get(i * cols + j);
        double bj = x[1].get(j);
        boolean isUsed = (p != 0 && !noOthers) || used[j] || (!fromZero && used[i]);
        if (!isUsed || (i == j && !fromZero)) {
          y.set(i * cols + j, 0);
          continue;
        }
        if (!(Math.abs(bj - ai) > smallest)) {
          throw refused(i, ai, j, bj);
        }
        double share =
            switch (kind) {
              case VALUES, FROM_ZERO -> 1;
              case SQUARES_TIMES_B -> share(bj, ai);
              case SQUARES_TIMES_A -> share(ai, bj);
            };
        y.set(i * cols + j, p / (bj - ai) * share);
      }
    }
  }

  /** part / (part + rest), where the sum may overflow. */
  private static double share(double part, double rest) {
    return part == 0 ? 0 : 1 / (1 + rest / part);
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
    String derivative = called.ofRule() ? "the second derivative" : "the derivative";
    String remedy =
        called.ofRule()
            ? "write a function of all values without them, as by trace or normF, or change the"
                + " matrix"
            : "differentiate the values only, or change the matrix";
    return kind == Kind.FROM_ZERO
        ? Numerics.refused(
            "%s needs singular values that are not 0, got value %s = %s; %s",
            derivative, j, bj, remedy)
        : Numerics.refused(
            "%s needs values that differ, got value %s = %s and value %s = %s; %s",
            derivative, i, ai, j, bj, remedy);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr pBar = quotients(kind, x, yBar);
    Expr again = quotients(kind, x, yBar.carry(y));
    return switch (kind) {
      case VALUES, FROM_ZERO -> List.of(again.sumRows(), minusColumns(again), pBar);
      case SQUARES_TIMES_B -> {
        Expr other = quotients(Kind.SQUARES_TIMES_A, x, yBar.carry(y));
        yield List.of(
            other.sumRows().scale(2),
            minusColumns(again.plus(twice(Kind.SQUARES_TIMES_A, x, yBar))),
            pBar);
      }
      case SQUARES_TIMES_A -> {
        Expr other = quotients(Kind.SQUARES_TIMES_B, x, yBar.carry(y));
        yield List.of(
            again.plus(twice(Kind.SQUARES_TIMES_B, x, yBar)).sumRows(),
            minusColumns(other).scale(2),
            pBar);
      }
    };
  }

  /** Another numerator over gaps between the same values. */
  private Expr quotients(Kind ofKind, List<Expr> x, Expr p) {
    return Expr.apply(new GapQuotients(ofKind, called), x.get(0), x.get(1), p, x.get(3));
  }

  private Expr twice(Kind ofKind, List<Expr> x, Expr yBar) {
    return quotients(ofKind, x, yBar.carry(quotients(ofKind, x, x.get(2))));
  }

  private static Expr minusColumns(Expr g) {
    return g.sumCols().transpose().negative();
  }
}
