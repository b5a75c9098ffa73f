// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Methods of {@link Expr} that move, repeat or order elements, apart for its length. Shapes in the
 * descriptions are those of an m x n receiver. What ends in Rows works within each row or on whole
 * rows, as its first line says.
 */
sealed interface ShapeMethods permits Expr {
  // ---- running sums

  /** Running sums within each row, m x n: y_ij = x_i1 + ... + x_ij, compensated. */
  default Expr cumSumRows() {
    return Expr.apply(new CumulativeSum(true), receiver());
  }

  /** Running sums within each column, m x n: y_ij = x_1j + ... + x_ij, compensated. */
  default Expr cumSumCols() {
    return Expr.apply(new CumulativeSum(false), receiver());
  }

  // ---- order

  /** The rows from the last to the first, m x n. */
  default Expr flipRows() {
    return Expr.apply(new Flip(true), receiver());
  }

  /** The columns from the last to the first, m x n. */
  default Expr flipCols() {
    return Expr.apply(new Flip(false), receiver());
  }

  /** The rows moved down by this many, what falls off above again, m x n; up if negative. */
  default Expr rollRows(int shift) {
    Expr x = receiver();
    int rest = x.rows() == 0 ? 0 : Math.floorMod(-(long) shift, x.rows());
    return rest == 0
        ? x
        : Expr.concatRows(
            x.extractMatrix(rest, x.rows(), 0, x.cols()), x.extractMatrix(0, rest, 0, x.cols()));
  }

  /** The columns moved right by this many, what falls off left again, m x n; left if negative. */
  default Expr rollCols(int shift) {
    Expr x = receiver();
    int rest = x.cols() == 0 ? 0 : Math.floorMod(-(long) shift, x.cols());
    return rest == 0
        ? x
        : Expr.concatColumns(
            x.extractMatrix(0, x.rows(), rest, x.cols()), x.extractMatrix(0, x.rows(), 0, rest));
  }

  /**
   * Each row in ascending order, m x n, NaN last, -0 before 0. The cotangent goes back to where
   * each element came from; equals keep their order, so their slopes are those of the places they
   * get.
   */
  default Expr sortRows() {
    return ordered(false, receiver().cols());
  }

  /** Each column in ascending order, m x n, as {@link #sortRows} does. */
  default Expr sortCols() {
    return receiver().transpose().sortRows().transpose();
  }

  /**
   * The k largest elements of each row, largest first, m x k; NaN counts as the largest. Of equals
   * the first is taken first, and it alone gets the slope of its place.
   *
   * @throws ShapeMismatchException if k is negative or above n
   */
  default Expr topKRows(int k) {
    requireWithin("topKRows", k, receiver().cols());
    return ordered(true, k);
  }

  /**
   * The k largest elements of each column, largest first, k x n, as {@link #topKRows} takes them.
   *
   * @throws ShapeMismatchException if k is negative or above m
   */
  default Expr topKCols(int k) {
    requireWithin("topKCols", k, receiver().rows());
    return receiver().transpose().topKRows(k).transpose();
  }

  // ---- repetition

  /**
   * The matrix so many times below and beside itself, (rows m) x (cols n).
   *
   * @throws ShapeMismatchException if a number is negative or the result too large
   */
  default Expr tile(int rows, int cols) {
    requireTimes("tile", rows, cols);
    Expr beside = cols == 1 ? receiver() : below(receiver().transpose(), cols).transpose();
    return rows == 1 ? beside : below(beside, rows);
  }

  /**
   * Each row so many times, one below the other, (times m) x n.
   *
   * @throws ShapeMismatchException if the number is negative or the result too large
   */
  default Expr repeatRows(int times) {
    requireTimes("repeatRows", times, 1);
    return receiver().tile(1, times).reshape(times * receiver().rows(), receiver().cols());
  }

  /**
   * Each column so many times, one beside the other, m x (times n).
   *
   * @throws ShapeMismatchException if the number is negative or the result too large
   */
  default Expr repeatCols(int times) {
    requireTimes("repeatCols", 1, times);
    Expr x = receiver();
    int elements = x.shape().elements();
    return x.reshape(elements, 1)
        .broadcast(Shape.of(elements, times))
        .reshape(x.rows(), times * x.cols());
  }

  // ---- triangles and diagonals

  /**
   * x where j - i <= offset, otherwise 0, m x n: for 0 the lower triangle with the diagonal. What
   * is cut off contributes 0 to values and slopes, whatever it holds.
   */
  default Expr lowerTriangle(int offset) {
    return Expr.apply(new TrianglePart(true, offset), receiver());
  }

  /** x where j - i >= offset, otherwise 0, m x n: for 0 the upper triangle with the diagonal. */
  default Expr upperTriangle(int offset) {
    return Expr.apply(new TrianglePart(false, offset), receiver());
  }

  /** The diagonal as a column, min(m, n) x 1: y_i = x_ii. */
  default Expr extractDiag() {
    return Expr.apply(new Diagonal.Extracted(), receiver());
  }

  /**
   * A square matrix of zeros with this vector, a row or a column of k elements, as its diagonal, k
   * x k.
   *
   * @throws ShapeMismatchException if this is not a vector
   */
  default Expr diag() {
    Expr x = receiver();
    int side = x.shape().elements();
    require(isVector(x), "diag", "x must be a row or a column", x);
    require((long) side * side <= Integer.MAX_VALUE, "diag", TOO_LARGE, x);
    return Expr.apply(new Diagonal(Shape.of(side, side)), asColumn(x));
  }

  // ---- products of all pairs

  /**
   * The outer product of two vectors, rows or columns of k and l elements, k x l: y_ij = a_i b_j.
   *
   * @throws ShapeMismatchException if one is not a vector
   */
  default Expr outer(Expr b) {
    Expr a = receiver();
    require(isVector(a) && isVector(b), "outer", "both must be rows or columns", a, b);
    return asColumn(a).mult(b.reshape(1, b.shape().elements()));
  }

  /**
   * The Kronecker product with a p x q matrix, (m p) x (n q): the block (i, j) is a_ij b.
   *
   * @throws ShapeMismatchException if the result is too large
   */
  default Expr kron(Expr b) {
    Expr a = receiver();
    long elements = (long) a.shape().elements() * b.shape().elements();
    require(elements <= Integer.MAX_VALUE, "kron", TOO_LARGE, a, b);
    return a.repeatRows(b.rows()).repeatCols(b.cols()).elementMult(b.tile(a.rows(), a.cols()));
  }

  // ---- rows by indices

  /**
   * Row i of this added to row k_i of zeros, for a column k of m row indices, which may be an
   * input; rows x n; compensated. The reverse of {@link Expr#gatherRows(Expr)}. No derivative flows
   * to the indices. A run fails if one is not a whole number from 0 to rows - 1.
   */
  default Expr scatterAddRows(Expr indices, int rows) {
    return Expr.apply(new ScatterAddRows(rows), receiver(), indices);
  }

  /** What messages say of results that no array could hold. */
  String TOO_LARGE = "the result must have at most 2147483647 elements";

  private Expr receiver() {
    return (Expr) this;
  }

  private Expr ordered(boolean largestFirst, int count) {
    Expr x = receiver();
    return Expr.apply(new PickInRows(), x, Expr.apply(new SortedColumns(largestFirst, count), x));
  }

  /** Repeated along a row of all elements, so that the cotangent is one sum of columns. */
  private static Expr below(Expr x, int times) {
    int elements = x.shape().elements();
    return x.reshape(1, elements)
        .broadcast(Shape.of(times, elements))
        .reshape(times * x.rows(), x.cols());
  }

  private static Expr asColumn(Expr vector) {
    return vector.reshape(vector.shape().elements(), 1);
  }

  private static boolean isVector(Expr x) {
    return x.rows() == 1 || x.cols() == 1;
  }

  private void requireWithin(String op, int k, int side) {
    require(0 <= k && k <= side, op, "k must be from 0 to " + side + ", got " + k, receiver());
  }

  private void requireTimes(String op, int rows, int cols) {
    Expr x = receiver();
    String asked = ", asked for " + rows + " times below and " + cols + " times beside";
    require(rows >= 0 && cols >= 0, op, "numbers of times must be >= 0" + asked, x);
    double all = (double) rows * cols;
    boolean fits =
        all * Math.max(1, x.rows()) * Math.max(1, x.cols()) <= Integer.MAX_VALUE
            && all <= Integer.MAX_VALUE;
    require(fits, op, TOO_LARGE + asked, x);
  }

  private static void require(boolean holds, String op, String rule, Expr... operands) {
    if (!holds) {
      List<String> roles = operands.length == 1 ? List.of("x") : List.of("a", "b");
      throw ShapeMismatchException.of(op, rule, roles, List.of(operands));
    }
  }
}
