// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatSumKernels

/**
 * Sums whose error does not grow with their length, and a check that is like a sum. The order of
 * additions depends on the lengths alone.
 */
public interface DoubleSumKernels {
  /** The sum of n elements, added in double: 1e7 times 0.1 is right to 1e-9. */
  default /* always */ double sum(double[] x, int xAt, int n) {
    return DoublePlainSums.sum(x, xAt, n);
  }

  /** y_j = sum_i x_ij for so many columns, of rows that start {@code step} elements apart. */
  default void sumColumns(double[] x, int xAt, int rows, int step, int cols, double[] y, int yAt) {
    DoublePlainSums.columns(x, xAt, rows, step, cols, y, yAt);
  }

  /** Whether no element is infinite or NaN. */
  default boolean finite(double[] x, int xAt, int n) {
    return DoublePlainSums.finite(x, xAt, n);
  }
}
