// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.benchmarks.MiniBatchProblem;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** One pass over the rows of a batch where they lie, then Adam on the few parameters. */
final class MiniBatchRun implements Run {
  private final MiniBatchProblem problem;
  private final int features;
  private final double[] x;
  private final double[] y;
  private final DMatrixRMaj theta;
  private final double[] gradient;
  private final double[] m;
  private final double[] v;
  private double power1 = 1;
  private double power2 = 1;
  private int next;

  MiniBatchRun(MiniBatchProblem problem) {
    this.problem = problem;
    features = problem.features();
    x = problem.x().data;
    y = problem.y().data;
    theta = problem.theta();
    gradient = new double[features];
    m = new double[features];
    v = new double[features];
  }

  @Override
  public void step() {
    double[] p = theta.data;
    Arrays.fill(gradient, 0);
    int batch = problem.batch();
    int start = next * batch;
    next = next + 1 == problem.batches() ? 0 : next + 1;
    for (int i = start; i < start + batch; i++) {
      int at = i * features;
      double residual = -y[i];
      for (int j = 0; j < features; j++) {
        residual += x[at + j] * p[j];
      }
      for (int j = 0; j < features; j++) {
        gradient[j] += residual * x[at + j];
      }
    }
    power1 *= Adam.BETA1;
    power2 *= Adam.BETA2;
    double toM = 1 / (1 - power1);
    double toV = 1 / (1 - power2);
    for (int j = 0; j < features; j++) {
      double g = gradient[j] * 2 / batch;
      m[j] = Adam.BETA1 * m[j] + (1 - Adam.BETA1) * g;
      v[j] = Adam.BETA2 * v[j] + (1 - Adam.BETA2) * g * g;
      p[j] -= MiniBatchProblem.RATE * (m[j] * toM) / (Math.sqrt(v[j] * toV) + Adam.EPSILON);
    }
  }

  @Override
  public List<DMatrixRMaj> results() {
    return List.of(theta);
  }
}
