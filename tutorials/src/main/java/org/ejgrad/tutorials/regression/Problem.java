// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import static org.ejgrad.ops.Autograd.constant;

import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Generators;
import org.ejgrad.models.metrics.RegressionMetrics;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A linear regression y = X theta + N(0, 1) whose answer is known: feature j is U(-5, 5) times 2j +
 * 1, so the features' scales differ the more, the more features there are. The loss is the mean
 * squared error.
 */
final class Problem {
  private static final double NOISE = 1;
  private static final long SEED = 7;

  private final Dataset data;
  private final DMatrixRMaj leastSquares;
  private final double leastLoss;
  private final DMatrixRMaj halfCurvature;

  Problem(int rows, int features) {
    data = Generators.linear(rows, features, NOISE, SEED).data();
    leastSquares = new DMatrixRMaj(features, 1);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.leastSquares(rows, features);
    if (!solver.setA(data.features().copy())) {
      throw new IllegalStateException("regression: the features must be independent");
    }
    solver.solve(data.targets(), leastSquares);
    DMatrixRMaj best = new DMatrixRMaj(rows, 1);
    CommonOps_DDRM.mult(data.features(), leastSquares, best);
    leastLoss = RegressionMetrics.meanSquaredError(best, data.targets());
    halfCurvature = new DMatrixRMaj(features, features);
    CommonOps_DDRM.multTransA(data.features(), data.features(), halfCurvature);
    CommonOps_DDRM.divide(halfCurvature, rows);
  }

  Dataset data() {
    return data;
  }

  /** The theta of least squares. */
  DMatrixRMaj leastSquares() {
    return leastSquares.copy();
  }

  /** The coordinate, from 0, in which least squares are farthest from 0. */
  int longestCoordinate() {
    int longest = 0;
    for (int j = 1; j < leastSquares.numRows; j++) {
      boolean longer = Math.abs(leastSquares.get(j)) > Math.abs(leastSquares.get(longest));
      longest = longer ? j : longest;
    }
    return longest;
  }

  /** The loss at {@link #leastSquares}: no theta has a smaller one. */
  double leastLoss() {
    return leastLoss;
  }

  /**
   * The loss on all rows. It is a parabola around the least squares t, so L(theta) = L(t) + (theta
   * - t)' X'X / n (theta - t): the same number as from n residuals, at the cost of d^2 products.
   */
  Expr loss(Expr theta) {
    Expr off = theta.minus(constant(leastSquares));
    return off.transpose().mult(constant(halfCurvature)).mult(off).plus(leastLoss);
  }

  /**
   * The smallest and the largest curvature of the loss, eigenvalues of 2 X'X / n. Gradient descent
   * converges for rates below 2 / largest; there it needs the more steps, the larger their ratio.
   */
  double[] curvatures() {
    int features = halfCurvature.numCols;
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(features, false, true);
    if (!eigen.decompose(halfCurvature.copy())) {
      throw new IllegalStateException("regression: the eigenvalues were not found");
    }
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int k = 0; k < features; k++) {
      double curvature = 2 * eigen.getEigenvalue(k).getReal();
      least = Math.min(least, curvature);
      largest = Math.max(largest, curvature);
    }
    return new double[] {least, largest};
  }

  /** Rows x features, such as 10,000x5. */
  @Override
  public String toString() {
    return Wording.text("%,dx%d", data.size(), data.featureCount());
  }
}
