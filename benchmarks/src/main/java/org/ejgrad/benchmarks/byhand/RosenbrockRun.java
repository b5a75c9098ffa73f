// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejgrad.benchmarks.RosenbrockProblem;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** One pass; each pair of neighbours adds to two elements. */
final class RosenbrockRun implements Run {
  private final double[] x;
  private final DMatrixRMaj gradient;

  RosenbrockRun(RosenbrockProblem problem) {
    x = problem.x().data;
    gradient = new DMatrixRMaj(x.length, 1);
  }

  @Override
  public void step() {
    double[] g = gradient.data;
    double carried = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double xi = x[i];
      double gap = x[i + 1] - xi * xi;
      g[i] = carried - 400 * gap * xi - 2 * (1 - xi);
      carried = 200 * gap;
    }
    g[x.length - 1] = carried;
  }

  @Override
  public List<DMatrixRMaj> results() {
    return List.of(gradient);
  }
}
