// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Methods of {@link Expr} that measure sizes and spreads, apart for its length. Shapes in the
 * descriptions are those of an m x n receiver.
 */
sealed interface StatisticsMethods permits Expr {
  // ---- norms

  /** The sum of |x_ij|, 1 x 1: the 1-norm of a vector; slope sign(x), 0 at 0. */
  default Expr elementSumAbs() {
    return receiver().abs().elementSum();
  }

  /**
   * The largest |x_ij|, 1 x 1: the maximum norm; slope sign(x) / k for each of k equals.
   *
   * @throws ShapeMismatchException if there is no element
   */
  default Expr elementMaxAbs() {
    return Extremum.of("elementMaxAbs", true, receiver().abs(), Shape.SCALAR);
  }

  /**
   * The square root of the sum of x_ij^2, 1 x 1, without overflow or underflow: Frobenius' norm,
   * and the 2-norm of a vector; slope x / y, 0 at 0. Second derivatives, of the size of 1 / y, are
   * infinite or NaN where that overflows, for y below 1e-308.
   */
  default Expr normF() {
    return receiver().reshape(1, receiver().shape().elements()).normRows();
  }

  /**
   * The 2-norm of each row, m x 1, without overflow or underflow; slope x / y, 0 at 0. Second
   * derivatives as those of {@link #normF}.
   */
  default Expr normRows() {
    return Expr.apply(new NormRows(), receiver());
  }

  /**
   * The 2-norm of each column, 1 x n, without overflow or underflow; slope x / y, 0 at 0. Second
   * derivatives as those of {@link #normF}.
   */
  default Expr normCols() {
    return receiver().transpose().normRows().transpose();
  }

  /**
   * The largest column sum of |x|, 1 x 1: the matrix norm that the 1-norm of vectors induces.
   *
   * @throws ShapeMismatchException if there is no column
   */
  default Expr normP1() {
    return Extremum.of("normP1", true, receiver().abs().sumCols(), Shape.SCALAR);
  }

  /**
   * The largest singular value, 1 x 1: the spectral norm, which the 2-norm of vectors induces; for
   * vectors {@link #normF} is the same and cheaper. Slope u v' for its singular vectors: shared
   * evenly, 1 / k each, where k values are exactly the largest, that of one of them where they
   * differ in the last digits, so always a subgradient of norm at most 1; 0 at the matrix of zeros.
   * Second derivatives need the largest value to differ from the others.
   *
   * @throws ShapeMismatchException if there is no element
   */
  default Expr normP2() {
    return LinearAlgebra.spectralNorm(receiver());
  }

  /**
   * The largest row sum of |x|, 1 x 1: the matrix norm that the maximum norm induces.
   *
   * @throws ShapeMismatchException if there is no row
   */
  default Expr normPInf() {
    return Extremum.of("normPInf", true, receiver().abs().sumRows(), Shape.SCALAR);
  }

  // ---- spread

  /**
   * The variance of all elements, 1 x 1: squared deviations from the mean, found first, over m n,
   * or m n - 1 for a sample; slope 2 (x - mean) over the same. NaN of numbers that differ by more
   * than the largest of all numbers.
   *
   * @throws ShapeMismatchException if there is no element, or only one of a sample
   */
  default Expr variance(Population population) {
    double divisor = divisor("variance", receiver().shape().elements(), population);
    return Deviations.ofAll(receiver()).square().elementSum().divide(divisor);
  }

  /**
   * The variance of each row, m x 1, over n or n - 1; see {@link #variance}.
   *
   * @throws ShapeMismatchException if a row has no element, or only one of a sample
   */
  default Expr varianceRows(Population population) {
    double divisor = divisor("varianceRows", receiver().cols(), population);
    return Deviations.inRows(receiver()).square().sumRows().divide(divisor);
  }

  /**
   * The variance of each column, 1 x n, over m or m - 1; see {@link #variance}.
   *
   * @throws ShapeMismatchException if a column has no element, or only one of a sample
   */
  default Expr varianceCols(Population population) {
    double divisor = divisor("varianceCols", receiver().rows(), population);
    return Deviations.inColumns(receiver()).square().sumCols().divide(divisor);
  }

  /**
   * The square root of {@link #variance}, 1 x 1, without overflow or underflow of squares; slope 0
   * where all elements are equal. Second derivatives as those of {@link #normF}.
   *
   * @throws ShapeMismatchException if there is no element, or only one of a sample
   */
  default Expr standardDeviation(Population population) {
    double divisor = divisor("standardDeviation", receiver().shape().elements(), population);
    return Deviations.ofAll(receiver()).normF().divide(Math.sqrt(divisor));
  }

  /**
   * The standard deviation of each row, m x 1; see {@link #standardDeviation}.
   *
   * @throws ShapeMismatchException if a row has no element, or only one of a sample
   */
  default Expr standardDeviationRows(Population population) {
    double divisor = divisor("standardDeviationRows", receiver().cols(), population);
    return Deviations.inRows(receiver()).normRows().divide(Math.sqrt(divisor));
  }

  /**
   * The standard deviation of each column, 1 x n; see {@link #standardDeviation}.
   *
   * @throws ShapeMismatchException if a column has no element, or only one of a sample
   */
  default Expr standardDeviationCols(Population population) {
    double divisor = divisor("standardDeviationCols", receiver().rows(), population);
    return Deviations.inColumns(receiver()).normCols().divide(Math.sqrt(divisor));
  }

  private Expr receiver() {
    return (Expr) this;
  }

  private double divisor(String op, int count, Population population) {
    int least = population == Population.SAMPLE ? 2 : 1;
    if (count < least) {
      String rule = "spread of a " + (least == 2 ? "sample" : "population") + " needs " + least;
      String numbers = least == 2 ? " numbers" : " number";
      throw ShapeMismatchException.of(
          op, rule + numbers + " or more", List.of("x"), List.of(receiver()));
    }
    return population == Population.SAMPLE ? count - 1 : count;
  }
}
