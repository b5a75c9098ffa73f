// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * How well a least-squares fit knows its parameters, from the Jacobian J at the fitted point: the
 * linear approximation, for residuals of equal variance. Elements that rest at a bound count as
 * free like all others; for a fit with those held, write them into the objective as constants.
 *
 * @param residualStandardDeviation s = sqrt(sum r_i^2 / (m - rank)) for m residuals; NaN if m is
 *     not above the rank
 * @param degreesOfFreedom m - rank, as in R's lm; with all parameters identified m - n
 * @param covariance s^2 (J'J)^-1, n x n; elements of parameters that are not identified are NaN
 * @param standardErrors the roots of its diagonal, in the parameters' shape; infinite for
 *     parameters that are not identified
 * @param rank how many directions of the parameters the residuals depend on
 * @param condition the condition number of J with columns scaled to length 1, so that units do not
 *     matter; infinite if one is 0
 * @param notIdentified the elements, counted row by row, that can change with no effect on the
 *     residuals to first order: none but rounding, some 1e-15 per residual of the largest effect
 * @param warnings in words; empty for a sound fit
 */
public record FitStatistics(
    double residualStandardDeviation,
    int degreesOfFreedom,
    DMatrixRMaj covariance,
    DMatrixRMaj standardErrors,
    int rank,
    double condition,
    List<Integer> notIdentified,
    List<String> warnings) {
  public FitStatistics {
    notIdentified = ImmutableList.copyOf(notIdentified);
    warnings = ImmutableList.copyOf(warnings);
  }

  /** An interval from low to high. */
  public record Interval(double low, double high) {}

  /** A column of J with less than this share of the largest effect is worth a warning. */
  private static final double SLIGHT = 1e-10;

  /**
   * The statistics at a fitted point. Residuals are taken as they are; with a robust loss, which
   * weighs them otherwise, there is a warning.
   *
   * @param point where a minimizer ended. Not modified.
   * @throws IllegalArgumentException if the objective has no residuals, or they or the Jacobian are
   *     not finite there
   */
  public static FitStatistics of(Objective objective, DMatrixRMaj point) {
    Evaluator f = new Evaluator(objective, Shape.of(point));
    double[] residuals = f.residuals(point.data);
    DMatrixRMaj jacobian = f.jacobian(point.data);
    requireFinite(residuals, jacobian);
    double norm = Vectors.norm(residuals);
    Identification found = new Identification(jacobian, point.data, norm);
    int freedom = jacobian.numRows - found.rank;
    double s = freedom > 0 ? norm / Math.sqrt(freedom) : Double.NaN;
    List<String> warnings = new ArrayList<>();
    if (!f.loss().isSquares()) {
      warnings.add(
          "the statistics are those of least squares: they do not know of the loss " + f.loss());
    }
    if (freedom <= 0) {
      warnings.add(
          "the residuals must outnumber the parameters, got "
              + jacobian.numRows
              + " for "
              + jacobian.numCols);
    }
    for (int k : found.notIdentified) {
      warnings.add(
          "element "
              + Bounds.entry(k, point.numCols)
              + " is not identified: it can change with no effect on the residuals");
    }
    for (int k : found.slight) {
      warnings.add(
          "element "
              + Bounds.entry(k, point.numCols)
              + " has hardly any effect on the residuals: it may be that of rounding");
    }
    if (found.notIdentified.isEmpty() && found.condition > 1e8) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the Jacobian is ill-conditioned, %.1e: parameters are hardly told apart",
              found.condition));
    }
    DMatrixRMaj covariance = found.inverse;
    CommonOps_DDRM.scale(s * s, covariance);
    DMatrixRMaj errors = new DMatrixRMaj(point.numRows, point.numCols);
    for (int k = 0; k < jacobian.numCols; k++) {
      boolean known = !found.notIdentified.contains(k);
      errors.data[k] = known ? Math.sqrt(covariance.get(k, k)) : Double.POSITIVE_INFINITY;
    }
    return new FitStatistics(
        s, freedom, covariance, errors, found.rank, found.condition, found.notIdentified, warnings);
  }

  private static void requireFinite(double[] residuals, DMatrixRMaj jacobian) {
    int r = Vectors.firstNotFinite(residuals);
    if (r >= 0) {
      throw new IllegalArgumentException(
          "fit statistics: residuals must be finite at the point, got "
              + residuals[r]
              + " for residual "
              + r);
    }
    int j = Vectors.firstNotFinite(jacobian.data);
    if (j >= 0) {
      throw new IllegalArgumentException(
          "fit statistics: the Jacobian must be finite at the point, got "
              + jacobian.data[j]
              + " for residual "
              + j / jacobian.numCols
              + " and element "
              + j % jacobian.numCols
              + " of the point");
    }
  }

  /**
   * The interval theta_k -+ t se_k that holds an element at this level, with t from Student's
   * distribution, P(|T| &lt;= t) = level.
   *
   * @param point the fitted point
   * @param k the element, counted row by row
   * @param level in (0, 1), such as 0.95
   * @throws IllegalArgumentException if the level is not, there is no such element, the point has
   *     another shape, or there are no degrees of freedom
   */
  public Interval confidenceInterval(DMatrixRMaj point, int k, double level) {
    checkArgument(
        level > 0 && level < 1, "confidence interval, level: must be in (0, 1), got %s", level);
    checkArgument(
        Shape.of(point).equals(Shape.of(standardErrors)),
        "confidence interval: the point must be %s, got %s",
        Shape.of(standardErrors),
        Shape.of(point));
    checkArgument(
        k >= 0 && k < point.getNumElements(),
        "confidence interval, k: must be in [0, %s), got %s",
        point.getNumElements(),
        k);
    checkArgument(
        degreesOfFreedom > 0,
        "confidence interval: degrees of freedom are needed, got %s",
        degreesOfFreedom);
    double half = StudentT.halfWidth(level, degreesOfFreedom) * standardErrors.data[k];
    return new Interval(point.data[k] - half, point.data[k] + half);
  }

  /** What the singular values of J with columns of length 1 tell: J = U S V' D. */
  private static final class Identification {
    private final int rank;
    private final double condition;
    private final List<Integer> notIdentified = new ArrayList<>();

    /** Those of little effect, which are identified all the same. */
    private final List<Integer> slight = new ArrayList<>();

    /** (J'J)^-1 = D^-1 V S^-2 V' D^-1. */
    private final DMatrixRMaj inverse;

    Identification(DMatrixRMaj jacobian, double[] point, double residualNorm) {
      int m = jacobian.numRows;
      int n = jacobian.numCols;
      double rounding = Math.max(m, n) * Math.ulp(1.0);
      double[] norms = LeastSquaresModel.columnNorms(jacobian);
      double[] effects = effects(norms, point, residualNorm);
      // Derivatives that cancel leave a few units in the last place.
      double nothing = 10 * rounding;
      DMatrixRMaj scaled = jacobian.copy();
      for (int k = 0; k < n; k++) {
        // Nothing but rounding, which at length 1 would look like a column of its own.
        boolean silent = effects[k] <= nothing;
        for (int i = 0; i < m; i++) {
          scaled.set(i, k, silent ? 0 : jacobian.get(i, k) / norms[k]);
        }
      }
      var svd = DecompositionFactory_DDRM.svd(m, n, false, true, false);
      checkArgument(svd.decompose(scaled), "fit statistics: the Jacobian has no SVD");
      DMatrixRMaj w = svd.getW(null);
      DMatrixRMaj v = svd.getV(null, false);
      SingularOps_DDRM.descendingOrder(null, false, w, v, false);
      double[] values = new double[n];
      for (int k = 0; k < Math.min(m, n); k++) {
        values[k] = w.get(k, k);
      }
      int positive = 0;
      while (positive < n && values[positive] > rounding * values[0]) {
        positive++;
      }
      rank = positive;
      condition = rank < n ? Double.POSITIVE_INFINITY : values[0] / values[n - 1];
      inverse = new DMatrixRMaj(n, n);
      for (int k = 0; k < n; k++) {
        if (effects[k] <= nothing || moves(v, k)) {
          notIdentified.add(k);
        } else if (effects[k] <= SLIGHT) {
          slight.add(k);
        }
      }
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          inverse.set(a, b, inverse(v, values, a, b) / norms[a] / norms[b]);
        }
      }
    }

    /**
     * What a change of an element by itself, or by 1 if it is less, does to the residuals, next to
     * the largest of the residuals and of the effects of the elements.
     */
    private static double[] effects(double[] norms, double[] point, double residualNorm) {
      double largest = residualNorm;
      for (int k = 0; k < norms.length; k++) {
        largest = Math.max(largest, norms[k] * Math.abs(point[k]));
      }
      double[] effects = new double[norms.length];
      for (int k = 0; k < norms.length; k++) {
        double effect = norms[k] * Math.max(1, Math.abs(point[k]));
        effects[k] = effect == 0 ? 0 : effect / largest;
      }
      return effects;
    }

    /** Whether a direction without effect moves this element by more than rounding. */
    private boolean moves(DMatrixRMaj v, int k) {
      for (int c = rank; c < v.numCols; c++) {
        if (Math.abs(v.get(k, c)) > 1e-8) {
          return true;
        }
      }
      return false;
    }

    private double inverse(DMatrixRMaj v, double[] values, int a, int b) {
      if (notIdentified.contains(a) || notIdentified.contains(b)) {
        return Double.NaN;
      }
      double sum = 0;
      for (int c = 0; c < rank; c++) {
        sum += v.get(a, c) / values[c] * (v.get(b, c) / values[c]);
      }
      return sum;
    }
  }
}
