// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejml.data.DMatrixRMaj;

/**
 * How well predicted classes or probabilities fit the true classes. No argument is modified; each
 * method throws {@link IllegalArgumentException} where shapes do not fit, there is no row, or a
 * value is no class or no probability, NaN included.
 */
public final class ClassificationMetrics {
  /** Probabilities are clipped to [2^-52, 1 - 2^-52] before their logarithm is taken. */
  public static final double CLIP = 0x1.0p-52;

  private static final double ROW_SUM_TOLERANCE = 1e-6;

  private ClassificationMetrics() {}

  /**
   * The classes that probabilities say, as a new n x 1 matrix of indices.
   *
   * @param probabilities n x K with K at least 2: the column of the greatest entry, the first one
   *     of equals, so that scores will do as well; or n x 1, the probability of class 1: 1 from 0.5
   *     on
   */
  public static DMatrixRMaj predictedClasses(DMatrixRMaj probabilities) {
    checkArgument(
        probabilities.numCols >= 1,
        "predictedClasses: a column is required, got %s",
        Checks.shape(probabilities));
    DMatrixRMaj classes = new DMatrixRMaj(probabilities.numRows, 1);
    for (int i = 0; i < probabilities.numRows; i++) {
      int best = 0;
      for (int j = 0; j < probabilities.numCols; j++) {
        double value = probabilities.get(i, j);
        if (Double.isNaN(value)) {
          throw new IllegalArgumentException(
              "predictedClasses: a probability must be a number, got NaN in row %d, column %d"
                  .formatted(i, j));
        }
        best = value > probabilities.get(i, best) ? j : best;
      }
      boolean one = probabilities.numCols == 1 && probabilities.get(i, 0) >= 0.5;
      classes.data[i] = one ? 1 : best;
    }
    return classes;
  }

  /**
   * The share of rows whose predicted class is the true one.
   *
   * @param predicted n x 1 class indices
   * @param actual n x 1 class indices
   */
  public static double accuracy(DMatrixRMaj predicted, DMatrixRMaj actual) {
    Checks.columnOfClasses("accuracy", predicted);
    Checks.columnOfClasses("accuracy", actual);
    Checks.sameShape("accuracy", predicted, actual);
    int right = 0;
    for (int i = 0; i < actual.numRows; i++) {
      int p = Checks.classIn("accuracy", predicted, i, Integer.MAX_VALUE);
      int y = Checks.classIn("accuracy", actual, i, Integer.MAX_VALUE);
      right += p == y ? 1 : 0;
    }
    return (double) right / actual.numRows;
  }

  /**
   * The mean of -ln p(true class). With two classes and probabilities n x 1, those of class 1, that
   * is the mean of -(y ln p + (1 - y) ln(1 - p)); with n x K, each row's p are those of its K
   * classes. Each p is clipped by {@link #CLIP}, so that a certain and wrong prediction costs 36.04
   * and not infinity, and a certain and right one 2.2e-16.
   *
   * @param probabilities n x 1 or n x K, entries in [0, 1], rows of K summing to 1 within 1e-6
   * @param actual n x 1 class indices
   */
  public static double logLoss(DMatrixRMaj probabilities, DMatrixRMaj actual) {
    int n = probabilities.numRows;
    int columns = probabilities.numCols;
    Checks.columnOfClasses("logLoss", actual);
    checkArgument(
        n == actual.numRows && n >= 1 && columns >= 1,
        "logLoss: probabilities and actual must have as many rows, at least one, got"
            + " probabilities=%s, actual=%s",
        Checks.shape(probabilities),
        Checks.shape(actual));
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < n; i++) {
      checkProbabilities(probabilities, i);
      int y = Checks.classIn("logLoss", actual, i, Math.max(2, columns));
      double p =
          columns > 1
              ? probabilities.get(i, y)
              : y == 1 ? probabilities.data[i] : 1 - probabilities.data[i];
      sum.add(-Math.log(Math.min(Math.max(p, CLIP), 1 - CLIP)));
    }
    return sum.value() / n;
  }

  private static void checkProbabilities(DMatrixRMaj probabilities, int row) {
    double sum = 0;
    for (int j = 0; j < probabilities.numCols; j++) {
      double p = probabilities.get(row, j);
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "logLoss: a probability must be from 0 to 1, got %s in row %d, column %d"
                .formatted(p, row, j));
      }
      sum += p;
    }
    if (probabilities.numCols > 1 && Math.abs(sum - 1) > ROW_SUM_TOLERANCE) {
      throw new IllegalArgumentException(
          "logLoss: the probabilities of a row must sum to 1, got %s in row %d"
              .formatted(sum, row));
    }
  }
}
