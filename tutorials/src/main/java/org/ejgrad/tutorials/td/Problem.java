// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

import java.util.List;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/**
 * One regression problem that answers are tried on.
 *
 * @param x m x n
 * @param y m x 1
 * @param theta n x 1, where to evaluate
 */
record Problem(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj theta) {
  /**
   * Three problems whose sides differ, so that a factor m, n, m/n or 2 cannot be taken for another.
   */
  static final List<Problem> TALL = List.of(random(7, 3, 1), random(5, 2, 2), random(11, 4, 3));

  /** Problems in which x and its transpose have one shape: there a misplaced transpose runs. */
  static final List<Problem> SQUARE = List.of(random(5, 5, 4), random(7, 7, 5));

  private static Problem random(int rows, int cols, long seed) {
    CounterRandom random = CounterRandom.of(seed);
    return new Problem(
        random.stream(0).normal(rows, cols, 0, 1),
        random.stream(1).normal(rows, 1, 0, 1),
        random.stream(2).normal(cols, 1, 0, 1));
  }

  int rows() {
    return x.numRows;
  }

  int cols() {
    return x.numCols;
  }

  /** x theta - y for sign -1, x theta + y for sign 1. */
  DMatrixRMaj residual(int sign) {
    DMatrixRMaj residual = y.copy();
    CommonOps_DDRM.scale(sign, residual);
    CommonOps_DDRM.multAdd(x, theta, residual);
    return residual;
  }

  /** With x' for x, which must be square. */
  Problem transposed() {
    return new Problem(CommonOps_DDRM.transpose(x, null), y, theta);
  }

  /** Matrices of the student's own, to catch those who change them. */
  Problem copy() {
    return new Problem(x.copy(), y.copy(), theta.copy());
  }

  /**
   * Refuses an answer that changed its arguments: everything after it would be marked wrongly.
   *
   * @throws Finding.Stop if a matrix differs from the original's
   */
  void requireSame(Problem original) {
    requireSame("x", x, original.x);
    requireSame("y", y, original.y);
    requireSame("theta", theta, original.theta);
  }

  /** The same for one matrix. */
  static void requireSame(String name, DMatrixRMaj matrix, DMatrixRMaj original) {
    if (!MatrixFeatures_DDRM.isEquals(matrix, original)) {
      throw new Finding.Stop(
          Mistake.CHANGED_ARGUMENT,
          "After the call, your argument "
              + name
              + " holds other numbers than before. Work on a copy: "
              + name
              + ".copy().");
    }
  }
}
