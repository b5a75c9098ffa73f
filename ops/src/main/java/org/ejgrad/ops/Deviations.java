// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

/**
 * Differences from means. All are shifted by a first number before, which moves no difference:
 * equal numbers then deviate by exactly 0, while their mean may be rounded.
 */
final class Deviations {
  private Deviations() {}

  /** From the mean of all elements. */
  static Expr ofAll(Expr x) {
    Expr shifted = x.minus(first(x, 1, 1));
    return shifted.minus(shifted.mean());
  }

  /** From the mean of each row. */
  static Expr inRows(Expr x) {
    Expr shifted = x.minus(first(x, x.rows(), 1));
    return shifted.minus(shifted.meanRows());
  }

  /** From the mean of each column. */
  static Expr inColumns(Expr x) {
    Expr shifted = x.minus(first(x, 1, x.cols()));
    return shifted.minus(shifted.meanCols());
  }

  private static Expr first(Expr x, int rows, int cols) {
    return x.extractMatrix(0, rows, 0, cols).stopGradient();
  }
}
