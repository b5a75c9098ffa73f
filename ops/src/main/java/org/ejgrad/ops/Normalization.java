// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Normalisation of activations, as compositions. Variances are those of the population (divided by
 * the count), in two passes: of differences from the mean, which are exactly 0 for equal numbers.
 */
public final class Normalization {
  /**
   * A good epsilon, as in PyTorch. It is added to the variance, under the root, so that constant
   * columns or rows give 0 and finite slopes.
   */
  public static final double EPSILON = 1e-5;

  private Normalization() {}

  /**
   * Batch normalisation while training (Ioffe and Szegedy 2015): y_ij = scale_j (x_ij - mean_j) /
   * sqrt(variance_j + epsilon) + shift_j, with mean and variance of column j of this batch, through
   * which derivatives flow. For inference keep averages of them in cells.
   *
   * @param x m x n, m at least 1
   * @param scale 1 x n
   * @param shift 1 x n
   * @param epsilon above 0; see {@link #EPSILON}
   * @throws ShapeMismatchException if scale or shift is not 1 x n, or there is nothing to normalise
   */
  public static Expr batchNormalization(Expr x, Expr scale, Expr shift, double epsilon) {
    String what = "batchNormalization";
    checkEpsilon(what, epsilon);
    requireRows(what, x, scale, shift);
    requireNumbers(what, x, x.rows());
    Expr centred = Deviations.inColumns(x);
    return normalized(centred, centred.square().meanCols(), scale, shift, epsilon);
  }

  /**
   * Batch normalisation with a given mean and variance for each column, as for inference.
   *
   * @param mean 1 x n
   * @param variance 1 x n, not negative
   */
  public static Expr batchNormalization(
      Expr x, Expr mean, Expr variance, Expr scale, Expr shift, double epsilon) {
    String what = "batchNormalization";
    checkEpsilon(what, epsilon);
    requireRows(what, x, mean, variance, scale, shift);
    return normalized(x.minus(mean), variance, scale, shift, epsilon);
  }

  /**
   * Layer normalisation (Ba, Kiros and Hinton 2016): y_ij = scale_j (x_ij - mean_i) /
   * sqrt(variance_i + epsilon) + shift_j, with mean and variance of row i.
   *
   * @param x m x n, n at least 1
   * @param scale 1 x n
   * @param shift 1 x n
   * @param epsilon above 0; see {@link #EPSILON}
   * @throws ShapeMismatchException if scale or shift is not 1 x n, or there is nothing to normalise
   */
  public static Expr layerNormalization(Expr x, Expr scale, Expr shift, double epsilon) {
    String what = "layerNormalization";
    checkEpsilon(what, epsilon);
    requireRows(what, x, scale, shift);
    requireNumbers(what, x, x.cols());
    Expr centred = Deviations.inRows(x);
    return normalized(centred, centred.square().meanRows(), scale, shift, epsilon);
  }

  private static Expr normalized(
      Expr centred, Expr variance, Expr scale, Expr shift, double epsilon) {
    Expr deviation = variance.plus(epsilon).sqrt();
    return centred.elementDiv(deviation).elementMult(scale).plus(shift);
  }

  private static void checkEpsilon(String what, double epsilon) {
    check(epsilon > 0, "%s: epsilon must be > 0, got %s", what, epsilon);
  }

  private static void requireNumbers(String what, Expr x, int count) {
    if (count == 0) {
      throw ShapeMismatchException.of(what, "nothing has no mean", List.of("x"), List.of(x));
    }
  }

  /** What broadcasts otherwise would be a silent mistake. */
  private static void requireRows(String what, Expr x, Expr... rows) {
    for (Expr row : rows) {
      if (row.rows() != 1 || row.cols() != x.cols()) {
        throw ShapeMismatchException.of(
            what,
            "scale, shift and statistics must be one row with a number for each column of x",
            List.of("x", "row"),
            Arrays.asList(x, row));
      }
    }
  }
}
