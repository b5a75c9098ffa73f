// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

import org.ejml.data.DMatrixRMaj;

/**
 * How far predicted numbers p are from the true ones, y; both n x k, n and k at least 1, and never
 * modified. Each method throws {@link IllegalArgumentException} where the shapes differ or there is
 * no row. NaN in either argument gives NaN.
 */
public final class RegressionMetrics {
  private RegressionMetrics() {}

  /** The mean of |p - y| over all entries; exactly 0 for equal matrices. */
  public static double meanAbsoluteError(DMatrixRMaj predicted, DMatrixRMaj actual) {
    Checks.sameShape("meanAbsoluteError", predicted, actual);
    CompensatedSum sum = new CompensatedSum();
    for (int at = 0; at < actual.getNumElements(); at++) {
      sum.add(Math.abs(predicted.data[at] - actual.data[at]));
    }
    return sum.value() / actual.getNumElements();
  }

  /** The mean of (p - y)^2 over all entries; exactly 0 for equal matrices. */
  public static double meanSquaredError(DMatrixRMaj predicted, DMatrixRMaj actual) {
    Checks.sameShape("meanSquaredError", predicted, actual);
    CompensatedSum sum = new CompensatedSum();
    for (int at = 0; at < actual.getNumElements(); at++) {
      double residual = predicted.data[at] - actual.data[at];
      sum.add(residual * residual);
    }
    return sum.value() / actual.getNumElements();
  }

  /**
   * The coefficient of determination, R2 = 1 - sum (p - y)^2 / sum (y - mean y)^2, averaged over
   * the k columns: 1 for equal matrices, exactly; 0 for predicting the mean; below 0 for worse.
   *
   * <p>A column whose true values are all equal has no variance to explain: it counts 1 where the
   * predictions are equal to them and 0 elsewhere, as in scikit-learn.
   */
  public static double r2(DMatrixRMaj predicted, DMatrixRMaj actual) {
    Checks.sameShape("r2", predicted, actual);
    CompensatedSum sum = new CompensatedSum();
    for (int j = 0; j < actual.numCols; j++) {
      sum.add(r2OfColumn(predicted, actual, j));
    }
    return sum.value() / actual.numCols;
  }

  private static double r2OfColumn(DMatrixRMaj predicted, DMatrixRMaj actual, int j) {
    CompensatedSum total = new CompensatedSum();
    boolean constant = true;
    for (int i = 0; i < actual.numRows; i++) {
      total.add(actual.get(i, j));
      constant &= actual.get(i, j) == actual.get(0, j);
    }
    double mean = total.value() / actual.numRows;
    CompensatedSum unexplained = new CompensatedSum();
    CompensatedSum whole = new CompensatedSum();
    for (int i = 0; i < actual.numRows; i++) {
      double residual = predicted.get(i, j) - actual.get(i, j);
      double deviation = actual.get(i, j) - mean;
      unexplained.add(residual * residual);
      whole.add(deviation * deviation);
    }
    if (constant) {
      // Not by dividing: rounding may leave the mean an ulp off and the variance above 0.
      double left = unexplained.value();
      return Double.isNaN(left) ? Double.NaN : left == 0 ? 1 : 0;
    }
    return 1 - unexplained.value() / whole.value();
  }
}
