// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejgrad.benchmarks.LinearProblem;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** One pass over the rows, for two features. */
final class LinearRun implements Run {
  private final double[] x;
  private final double[] y;
  private final double[] theta;
  private final DMatrixRMaj gradient = new DMatrixRMaj(2, 1);

  LinearRun(LinearProblem problem) {
    x = problem.x().data;
    y = problem.y().data;
    theta = problem.theta().data;
  }

  @Override
  public void step() {
    double theta0 = theta[0];
    double theta1 = theta[1];
    double sum0 = 0;
    double sum1 = 0;
    for (int i = 0; i < y.length; i++) {
      double x0 = x[2 * i];
      double x1 = x[2 * i + 1];
      double residual = x0 * theta0 + x1 * theta1 - y[i];
      sum0 += residual * x0;
      sum1 += residual * x1;
    }
    gradient.data[0] = 2 * sum0 / y.length;
    gradient.data[1] = 2 * sum1 / y.length;
  }

  @Override
  public List<DMatrixRMaj> results() {
    return List.of(gradient);
  }
}
