// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import java.util.function.ToDoubleBiFunction;
import org.ejgrad.models.metrics.ClassificationMetrics;
import org.ejgrad.models.metrics.RegressionMetrics;
import org.ejml.data.DMatrixRMaj;

/**
 * A number that says how good predictions are.
 *
 * @param name for tables and progress lines
 * @param largerIsBetter true for accuracy, false for an error
 * @param function from (predictions, targets), a row each, to the number
 */
public record Metric(
    String name, boolean largerIsBetter, ToDoubleBiFunction<DMatrixRMaj, DMatrixRMaj> function) {
  /** The share of rows whose class is predicted; of probabilities, the likeliest class. */
  public static final Metric ACCURACY =
      new Metric(
          "accuracy",
          true,
          (probabilities, classes) ->
              ClassificationMetrics.accuracy(
                  ClassificationMetrics.predictedClasses(probabilities), classes));

  /** The mean of -log of the probability given to the class that was right. */
  public static final Metric LOG_LOSS =
      new Metric("log-loss", false, ClassificationMetrics::logLoss);

  /** The mean of |prediction - target|. */
  public static final Metric MEAN_ABSOLUTE_ERROR =
      new Metric("mean absolute error", false, RegressionMetrics::meanAbsoluteError);

  /** The mean of (prediction - target)^2. */
  public static final Metric MEAN_SQUARED_ERROR =
      new Metric("mean squared error", false, RegressionMetrics::meanSquaredError);

  /** The share of the targets' variance that the predictions explain; 1 is best. */
  public static final Metric R2 = new Metric("R2", true, RegressionMetrics::r2);

  /** The metric of these predictions. */
  public double of(DMatrixRMaj predictions, DMatrixRMaj targets) {
    return function.applyAsDouble(predictions, targets);
  }

  /** Whether {@code a} is a better value than {@code b}; NaN is worse than any number. */
  public boolean isBetter(double a, double b) {
    return !Double.isNaN(a) && (Double.isNaN(b) || (largerIsBetter ? a > b : a < b));
  }
}
