// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Linear algebra by EJML's factorizations, in double also where a program computes in float. The
 * methods for symmetric matrices take the symmetric part, (a + a') / 2, so that their gradients are
 * symmetric. A matrix that holds NaN or infinity is refused by an {@link OpFailedException} when
 * run, as is one that a method is not defined for; the message names the method, your line, and the
 * pivot or value. Two calls on one expression share its factorization, and so do their gradients;
 * the first of them is then the one that is named. Running allocates nothing once warm.
 */
sealed interface LinearAlgebraMethods permits Expr {
  /**
   * y = a^-1 b for a square a by LU with row pivots, m x k for b m x k. Cotangents: bBar = a^-T
   * yBar, aBar = -bBar y', with the same factor; {@code a.transpose().solve(b)} shares it too.
   *
   * <p>A matrix that is near a singular one is solved, as LAPACK does: the relative error may reach
   * the condition number times 2e-16. The condition number as such is no reason to refuse, because
   * scaling rows or columns makes it as large as one likes; but where rows differ much in size, the
   * choice of pivots does too, and digits of small elements may be lost.
   *
   * @throws ShapeMismatchException if a is not square or b has other rows
   * @throws OpFailedException when run, if a is singular but for rounding errors: a pivot of at
   *     most m epsilon times the numbers it is a difference of, or a condition number of 1 /
   *     epsilon however rows and columns are scaled (Bauer, "Optimally scaled matrices", 1963); the
   *     message has the pivot and an estimate of the reciprocal condition number of a itself
   */
  default Expr solve(Expr b) {
    return LinearAlgebra.solve((Expr) this, b);
  }

  /**
   * y = s^-1 b for s = (a + a') / 2, positive definite, by Cholesky, m x k. Cotangents: bBar = s^-1
   * yBar, aBar = -(bBar y' + y bBar') / 2.
   *
   * @throws ShapeMismatchException if a is not square or b has other rows
   * @throws OpFailedException when run, if s is not positive definite
   */
  default Expr solveSPD(Expr b) {
    return LinearAlgebra.solveSpd((Expr) this, b);
  }

  /**
   * y = t^-1 b for one triangle t of a square a, m x k; the rest of a is neither read nor given a
   * gradient. Cotangents: bBar = t^-T yBar, aBar = that triangle of -bBar y'. NaN in t or b gives
   * NaN.
   *
   * @throws ShapeMismatchException if a is not square or b has other rows
   * @throws OpFailedException when run, if an element of the diagonal is 0
   */
  default Expr solveTriangular(Triangle triangle, Expr b) {
    Note called = Note.of("solveTriangular");
    return Expr.apply(new SolveTriangular(triangle, false, 0, called), (Expr) this, b);
  }

  /**
   * y = the x with the least ||a x - b||, n x k for a m x n with m >= n and independent columns, b
   * m x k: R^-1 Q' b of a = Q R. Cotangents: bBar = Q z with z = R^-T yBar, aBar = (b - a y) z'
   * R^-T - bBar y' (Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear least
   * squares problems whose variables separate", 1973).
   *
   * @throws ShapeMismatchException if m < n or b has other rows
   * @throws OpFailedException when run, if a column lies in the others but for 2 m epsilon
   */
  default Expr leastSquares(Expr b) {
    return LinearAlgebra.leastSquares((Expr) this, b);
  }

  /**
   * y = a^-1, m x m, by LU. Cotangent: -y' yBar y', with the same factor. To multiply by the
   * inverse use {@link #solve}, which is cheaper and more accurate.
   *
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when run, if a is singular as for {@link #solve}
   */
  default Expr invert() {
    return LinearAlgebra.invert((Expr) this);
  }

  /**
   * y = s^-1 for s = (a + a') / 2, positive definite, by Cholesky, m x m. Cotangent: -y (yBar +
   * yBar')/2 y.
   *
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when run, if s is not positive definite
   */
  default Expr invertSPD() {
    return LinearAlgebra.invertSpd((Expr) this);
  }

  /**
   * The pseudo-inverse, n x m: V diag(s)^-1 U' of a = U diag(s) V'. Singular values of at most
   * max(m, n) epsilon times the largest count as 0. The gradient is that for changes that keep the
   * rank; a matrix that lacks rank has no other.
   *
   * @throws OpFailedException when run, if a is not finite
   */
  default Expr pseudoInverse() {
    return Expr.apply(new PseudoInverse(), (Expr) this);
  }

  /**
   * The determinant, 1 x 1, by LU; near 0 for a singular matrix, without an error. Cotangent: yBar
   * times the matrix of cofactors, also of a singular matrix; their errors are roundings of the
   * largest, after rows and columns are scaled alike. Second derivatives need a regular matrix, and
   * go by its inverse: their relative error may reach the condition number times 2e-16, and
   * products of a cofactor and an element of the inverse must be in range. The determinant over-
   * and underflows for large matrices, see {@link #logDeterminant}; cofactors seldom do so where
   * they themselves are in range.
   *
   * @throws ShapeMismatchException if a is not square
   */
  default Expr determinant() {
    return LinearAlgebra.byLu(Determinant.DETERMINANT, (Expr) this);
  }

  /**
   * log |det a|, 1 x 1, by LU, whatever the sign of the determinant. Cotangent: yBar a^-T.
   *
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when run, if a is singular as for {@link #solve}
   */
  default Expr logDeterminant() {
    return LinearAlgebra.byLu(Determinant.LOG_DETERMINANT, (Expr) this);
  }

  /**
   * log det s for s = (a + a') / 2, positive definite, 1 x 1: twice the sum of the logarithms of
   * the Cholesky factor's diagonal. Cotangent: yBar s^-1.
   *
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when run, if s is not positive definite
   */
  default Expr logDeterminantSPD() {
    return LinearAlgebra.logDeterminantSpd((Expr) this);
  }

  /**
   * The sum of the diagonal, 1 x 1; nothing else is read. Cotangent: yBar times the identity.
   *
   * @throws ShapeMismatchException if a is not square
   */
  default Expr trace() {
    return LinearAlgebra.trace((Expr) this);
  }

  /**
   * The lower triangular y with positive diagonal and y y' = (a + a') / 2, m x m. Cotangent: y^-T S
   * y^-1 with S half of the lower triangle of y' yBar, mirrored (Murray, "Differentiation of the
   * Cholesky decomposition", 2016).
   *
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when run, if that is not positive definite: a pivot of at most m
   *     epsilon times the element of the diagonal, or a condition number of 1 / epsilon however
   *     rows and columns are scaled
   */
  default Expr cholesky() {
    return Expr.apply(new Cholesky(Note.of("cholesky")), (Expr) this);
  }

  /**
   * The eigenvalues of (a + a') / 2, ascending, m x 1. Cotangent: V diag(yBar) V', finite and, for
   * a function that treats equal values alike, right where values repeat. Second derivatives need
   * them to differ, even of a function that has one: write the sum of values as {@link #trace}, and
   * that of their squares by elements.
   *
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when a second derivative is run where values differ by at most 1e-10
   *     of the largest, in a program of floats 1e-4
   */
  default Expr symmetricEigenvalues() {
    return LinearAlgebra.symmetricPart(FactorPart.EIGENVALUES, (Expr) this);
  }

  /**
   * The eigenvectors of (a + a') / 2 as columns of length 1, m x m, in the order of {@link
   * #symmetricEigenvalues}. In each the first entry that is the largest in size, to a millionth, is
   * positive. Cotangent: V (E + E')/2 V' with E_ij = (V' yBar)_ij / (w_j - w_i), 0 on the diagonal.
   * The gradient of a function of some of the vectors needs no more than that their eigenvalues
   * differ from all others; higher derivatives need all to differ.
   *
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when such a gradient is run where the eigenvalue of a vector differs
   *     from another by at most 1e-10 of the largest, in a program of floats 1e-4
   */
  default Expr symmetricEigenvectors() {
    return LinearAlgebra.symmetricPart(FactorPart.EIGENVECTORS, (Expr) this);
  }

  /**
   * The singular values, descending, min(m, n) x 1. Cotangent: U diag(yBar) V', finite and, for a
   * function that treats equal values alike, right where values repeat. Second derivatives need
   * them to differ as those of {@link #symmetricEigenvalues} do and, for m and n that differ, from
   * 0.
   *
   * @throws OpFailedException when a second derivative is run where they do not
   */
  default Expr singularValues() {
    return LinearAlgebra.part(FactorPart.SINGULAR_VALUES, Factorization.SVD, (Expr) this);
  }

  /**
   * U of a = U diag(s) V', m x min(m, n), in the order of {@link #singularValues}. In each column
   * the first entry that is the largest in size, to a millionth, is positive. Cotangent: Townsend,
   * "Differentiating the singular value decomposition" (2016). As for {@link
   * #symmetricEigenvectors}, the gradient of a function of some vectors leaves the values of the
   * others free to repeat.
   *
   * @throws OpFailedException when such a gradient is run where the value of a vector differs from
   *     another by at most 1e-10 of the largest, in a program of floats 1e-4, or, for m > n, is at
   *     most that
   */
  default Expr leftSingularVectors() {
    return LinearAlgebra.part(FactorPart.LEFT_SINGULAR_VECTORS, Factorization.SVD, (Expr) this);
  }

  /**
   * V of a = U diag(s) V', n x min(m, n); its signs follow from those of {@link
   * #leftSingularVectors}, as does when its gradient is refused.
   */
  default Expr rightSingularVectors() {
    return LinearAlgebra.part(FactorPart.RIGHT_SINGULAR_VECTORS, Factorization.SVD, (Expr) this);
  }

  /**
   * Q of a = Q R for m >= n, m x n with orthonormal columns, such that R has a diagonal >= 0.
   * Cotangent: (yBar - Q M) R^-T with M the lower triangle of yBar' Q, mirrored (Walter and
   * Lehmann, "Algorithmic differentiation of linear algebra functions", 2010).
   *
   * @throws ShapeMismatchException if m < n
   * @throws OpFailedException when a gradient is run where a column depends on those before it
   */
  default Expr qrQ() {
    return LinearAlgebra.part(FactorPart.QR_Q, Factorization.QR, (Expr) this);
  }

  /**
   * R of a = Q R for m >= n, n x n, upper triangular with a diagonal >= 0. Cotangent: Q M R^-T with
   * M the lower triangle of R yBar', mirrored.
   *
   * @throws ShapeMismatchException if m < n
   * @throws OpFailedException when a gradient is run where a column depends on those before it
   */
  default Expr qrR() {
    return LinearAlgebra.part(FactorPart.QR_R, Factorization.QR, (Expr) this);
  }

  /**
   * e^a = I + a + a^2/2 + ..., m x m, composed of products and one {@link #solve}: a is divided by
   * 2^k, put into a Pade approximant of degree 13, and the result squared k times, with the least k
   * for which {@code largestNorm} / 2^k is at most 5.37. The approximant's backward error is then
   * below 1.2e-16 (Higham, "The scaling and squaring method for the matrix exponential revisited",
   * 2005); rounding errors may double in each squaring, so state a bound near the norms that occur.
   *
   * @param largestNorm a bound, known now, of the largest column sum of |a_ij| in any run
   * @throws ShapeMismatchException if a is not square
   * @throws OpFailedException when run, if the bound does not hold
   */
  default Expr matrixExp(double largestNorm) {
    return LinearAlgebra.matrixExp((Expr) this, largestNorm);
  }
}
