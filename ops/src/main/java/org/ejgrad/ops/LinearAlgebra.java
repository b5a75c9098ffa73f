// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.graph.Structure;

/** How {@link LinearAlgebraMethods} are put together from ops. */
final class LinearAlgebra {
  /**
   * The coefficients of the Pade approximant [13/13] of e^x, and the norm up to which its backward
   * error is below the rounding error of double: Higham, "The scaling and squaring method for the
   * matrix exponential revisited" (2005), table 2.3 and eq. 2.16.
   */
  private static final double[] PADE = {
    64764752532480000.0,
    32382376266240000.0,
    7771770303897600.0,
    1187353796428800.0,
    129060195264000.0,
    10559470521600.0,
    670442572800.0,
    33522128640.0,
    1323241920.0,
    40840800.0,
    960960.0,
    16380.0,
    182.0,
    1.0
  };

  private static final double PADE_NORM = 5.371920351148152;

  private LinearAlgebra() {}

  /** Computed when it is needed: a graph holds no matrix of its own. */
  static Expr identity(int n) {
    Node ones = Structure.broadcast(Structure.one(), Shape.of(n, 1));
    return Expr.apply(new Diagonal(Shape.of(n, n)), Expr.of(ones));
  }

  static Expr solve(Expr a, Expr b) {
    requireSquare("solve", a);
    requireRows("solve", a, b);
    return solveByLu("solve", a, b);
  }

  static Expr invert(Expr a) {
    requireSquare("invert", a);
    return solveByLu("invert", a, identity(a.rows()));
  }

  /** A transposed matrix shares the factor of the matrix itself. */
  private static Expr solveByLu(String called, Expr a, Expr b) {
    Node under = Transpose.under(a.node());
    Expr stored = Expr.of(under);
    Expr lu = Factorization.LU.of(stored, called);
    return Solve.apply(under != a.node(), Note.of(called), stored, lu, b);
  }

  static Expr solveSpd(Expr a, Expr b) {
    requireSquare("solveSPD", a);
    requireRows("solveSPD", a, b);
    return Expr.apply(new SolveSpd(), a, Cholesky.of(a, "solveSPD"), b);
  }

  static Expr invertSpd(Expr a) {
    requireSquare("invertSPD", a);
    return Expr.apply(new SolveSpd(), a, Cholesky.of(a, "invertSPD"), identity(a.rows()));
  }

  static Expr leastSquares(Expr a, Expr b) {
    if (a.rows() < a.cols()) {
      throw ShapeMismatchException.of(
          "leastSquares", "a.rows must be >= a.cols", List.of("a", "b"), List.of(a, b));
    }
    requireRows("leastSquares", a, b);
    return Expr.apply(new LeastSquares(), a, Factorization.FULL_RANK_QR.of(a, "leastSquares"), b);
  }

  static Expr byLu(Determinant function, Expr a) {
    requireSquare(function.label(), a);
    return Expr.apply(function, a, Factorization.LU.of(a, function.label()));
  }

  static Expr logDeterminantSpd(Expr a) {
    String what = "logDeterminantSPD";
    requireSquare(what, a);
    return Cholesky.of(a, what).extractDiag().elementLog().elementSum().scale(2);
  }

  static Expr trace(Expr a) {
    requireSquare("trace", a);
    return a.extractDiag().elementSum();
  }

  static Expr part(FactorPart part, Factorization factorization, Expr a) {
    return part.of(a, factorization.of(a, part.label));
  }

  static Expr symmetricPart(FactorPart part, Expr a) {
    requireSquare(part.label, a);
    return part(part, Factorization.EIGEN, a);
  }

  static Expr spectralNorm(Expr a) {
    String what = "normP2";
    if (a.shape().elements() == 0) {
      throw ShapeMismatchException.of(
          what, "the matrix must have rows and columns", List.of("a"), List.of(a));
    }
    Expr factor = Factorization.SVD.of(a, what);
    Expr largest = FactorPart.SINGULAR_VALUES.of(Note.of(what), a, factor).elementMax();
    // The norm is as steep in each direction at 0, so that 0 is the fairest slope.
    return largest.equalTo(0).select(largest.zeros(), largest);
  }

  static Expr matrixExp(Expr a, double largestNorm) {
    check(
        largestNorm > 0 && largestNorm <= Double.MAX_VALUE,
        "matrixExp: largestNorm must be > 0 and finite, got %s",
        largestNorm);
    requireSquare("matrixExp", a);
    int squarings = Math.max(0, (int) Math.ceil(Math.log(largestNorm / PADE_NORM) / Math.log(2)));
    Expr y = pade(Expr.apply(new NormAtMost(largestNorm), a).scale(Math.scalb(1.0, -squarings)));
    for (int k = 0; k < squarings; k++) {
      y = y.mult(y);
    }
    return y;
  }

  private static Expr pade(Expr a) {
    Expr one = identity(a.rows());
    Expr a2 = a.mult(a);
    Expr a4 = a2.mult(a2);
    Expr a6 = a4.mult(a2);
    Expr odd = a.mult(a6.mult(sum(a2, a4, a6, 9)).plus(sum(a2, a4, a6, 3)).plus(one.scale(c(1))));
    Expr even = a6.mult(sum(a2, a4, a6, 8)).plus(sum(a2, a4, a6, 2)).plus(one);
    return solveByLu("matrixExp", even.minus(odd), even.plus(odd));
  }

  /** Three neighbouring even powers with every second coefficient from this one on. */
  private static Expr sum(Expr a2, Expr a4, Expr a6, int first) {
    return a2.scale(c(first)).plus(a4.scale(c(first + 2))).plus(a6.scale(c(first + 4)));
  }

  private static double c(int power) {
    return PADE[power] / PADE[0];
  }

  private static void requireSquare(String what, Expr a) {
    if (a.rows() != a.cols()) {
      throw ShapeMismatchException.of(what, "the matrix must be square", List.of("a"), List.of(a));
    }
  }

  private static void requireRows(String what, Expr a, Expr b) {
    if (a.rows() != b.rows()) {
      throw ShapeMismatchException.of(
          what, "a.rows must equal b.rows", List.of("a", "b"), List.of(a, b));
    }
  }
}
