// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.ejgrad.models.metrics.CompensatedSum;
import org.ejml.data.DMatrixRMaj;

/**
 * Shifts and scales each column to mean 0 and standard deviation 1: z = (x - mean) / deviation, the
 * deviation being that of the population, sqrt(sum (x - mean)^2 / n).
 *
 * <p>Fit it on training data only, then apply it to training, validation and test data alike. A
 * column that is constant in the training data has no scale and becomes 0 everywhere; {@link
 * #constantColumns} names it. Immutable.
 *
 * <pre>{@code
 * Standardizer scale = Standardizer.fit(split.train());
 * Dataset train = scale.apply(split.train());
 * Dataset test = scale.apply(split.test());
 * }</pre>
 */
public final class Standardizer {
  private final ImmutableList<String> names;
  private final double[] means;
  private final double[] deviations;

  private Standardizer(ImmutableList<String> names, double[] means, double[] deviations) {
    this.names = names;
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Fits the features of a data set.
   *
   * @throws IllegalArgumentException where there is no row, or a column holds NaN or infinity
   */
  public static Standardizer fit(Dataset train) {
    return fit(train.features(), train.featureNames());
  }

  /**
   * Fits the targets of a regression, whose predictions {@link #invert} then brings back to the
   * units of the data.
   *
   * @throws IllegalArgumentException where the data set is a classification, has no row, or a
   *     column holds NaN or infinity
   */
  public static Standardizer fitTargets(Dataset train) {
    checkArgument(
        !train.isClassification(),
        "standardize: targets must be numbers, got classes %s",
        train.classNames());
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (int j = 1; j <= train.targets().numCols; j++) {
      names.add("target" + j);
    }
    return fit(train.targets(), names.build());
  }

  /**
   * Fits the columns of a matrix.
   *
   * @param matrix n x d, n at least 1. Not modified.
   * @param columnNames d names
   */
  public static Standardizer fit(DMatrixRMaj matrix, List<String> columnNames) {
    checkArgument(matrix.numRows >= 1, "standardize: a row is required to fit, got none");
    checkArgument(
        columnNames.size() == matrix.numCols,
        "standardize: each column needs a name, got %s columns, %s names",
        matrix.numCols,
        columnNames.size());
    ImmutableList<String> names = ImmutableList.copyOf(columnNames);
    double[] means = new double[matrix.numCols];
    double[] deviations = new double[matrix.numCols];
    for (int j = 0; j < matrix.numCols; j++) {
      means[j] = mean(matrix, j, names.get(j));
      if (isConstant(matrix, j)) {
        means[j] = matrix.get(0, j); // the sum over n may be off by a rounding
      } else {
        deviations[j] = deviation(matrix, j, means[j], names.get(j));
      }
    }
    return new Standardizer(names, means, deviations);
  }

  /** The data set with standardised features, in a new matrix. */
  public Dataset apply(Dataset data) {
    checkArgument(
        names.equals(data.featureNames()),
        "standardize: features must be those fitted, got %s, fitted %s",
        data.featureNames(),
        names);
    return data.withFeatures(apply(data.features()), data.featureNames());
  }

  /** The data set with standardised targets, in a new matrix; for one made by fitTargets. */
  public Dataset applyToTargets(Dataset data) {
    checkArgument(
        !data.isClassification(),
        "standardize: targets must be numbers, got classes %s",
        data.classNames());
    return data.withTargets(apply(data.targets()));
  }

  /**
   * A new matrix of z = (x - mean) / deviation.
   *
   * @param matrix n x d. Not modified.
   */
  public DMatrixRMaj apply(DMatrixRMaj matrix) {
    checkColumns(matrix);
    DMatrixRMaj result = new DMatrixRMaj(matrix.numRows, matrix.numCols);
    for (int at = 0; at < matrix.getNumElements(); at++) {
      int j = at % matrix.numCols;
      result.data[at] = deviations[j] == 0 ? 0 : (matrix.data[at] - means[j]) / deviations[j];
    }
    return result;
  }

  /**
   * A new matrix of x = mean + z deviation, the inverse of apply; a constant column becomes its
   * mean.
   *
   * @param matrix n x d. Not modified.
   */
  public DMatrixRMaj invert(DMatrixRMaj matrix) {
    checkColumns(matrix);
    DMatrixRMaj result = new DMatrixRMaj(matrix.numRows, matrix.numCols);
    for (int at = 0; at < matrix.getNumElements(); at++) {
      int j = at % matrix.numCols;
      result.data[at] = means[j] + matrix.data[at] * deviations[j];
    }
    return result;
  }

  /** The mean of column j in the data fitted. */
  public double mean(int j) {
    checkColumn(j);
    return means[j];
  }

  /** The population standard deviation of column j in the data fitted; 0 for a constant column. */
  public double deviation(int j) {
    checkColumn(j);
    return deviations[j];
  }

  /** The names of the columns that were constant in the data fitted. */
  public List<String> constantColumns() {
    ImmutableList.Builder<String> constant = ImmutableList.builder();
    for (int j = 0; j < deviations.length; j++) {
      if (deviations[j] == 0) {
        constant.add(names.get(j));
      }
    }
    return constant.build();
  }

  private void checkColumn(int j) {
    checkArgument(
        j >= 0 && j < means.length,
        "standardize: a column must be below %s, got %s",
        means.length,
        j);
  }

  private void checkColumns(DMatrixRMaj matrix) {
    checkArgument(
        matrix.numCols == means.length,
        "standardize: as many columns as fitted are required, got %s, fitted %s",
        matrix.numCols,
        means.length);
  }

  /** Each term is divided before it is added, lest the sum overflow; a second pass corrects. */
  private static double mean(DMatrixRMaj matrix, int j, String name) {
    CompensatedSum rough = new CompensatedSum();
    for (int i = 0; i < matrix.numRows; i++) {
      double x = matrix.get(i, j);
      if (!Double.isFinite(x)) {
        throw new IllegalArgumentException(
            "standardize: column '%s' must be finite, got %s in row %d".formatted(name, x, i));
      }
      rough.add(x / matrix.numRows);
    }
    CompensatedSum rest = new CompensatedSum();
    for (int i = 0; i < matrix.numRows; i++) {
      rest.add((matrix.get(i, j) - rough.value()) / matrix.numRows);
    }
    return rough.value() + rest.value();
  }

  private static boolean isConstant(DMatrixRMaj matrix, int j) {
    double first = matrix.get(0, j);
    for (int i = 1; i < matrix.numRows; i++) {
      if (matrix.get(i, j) != first) {
        return false;
      }
    }
    return true;
  }

  /** Scaled by a power of two, which is exact, so that squares neither overflow nor vanish. */
  private static double deviation(DMatrixRMaj matrix, int j, double mean, String name) {
    double largest = 0;
    for (int i = 0; i < matrix.numRows; i++) {
      largest = Math.max(largest, Math.abs(matrix.get(i, j) - mean));
    }
    checkArgument(
        Double.isFinite(largest),
        "standardize: column '%s' must fit a double's range about its mean, it is too wide",
        name);
    int exponent = Math.getExponent(largest);
    double sum = 0;
    for (int i = 0; i < matrix.numRows; i++) {
      double scaled = Math.scalb(matrix.get(i, j) - mean, -exponent);
      sum += scaled * scaled;
    }
    return Math.scalb(Math.sqrt(sum / matrix.numRows), exponent);
  }
}
