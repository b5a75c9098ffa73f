// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejgrad.benchmarks.NestedSinProblem;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** The product of the cosines, on the way. */
final class NestedSinRun implements Run {
  private final int depth;
  private final double[] x = {NestedSinProblem.X};
  private final DMatrixRMaj gradient = new DMatrixRMaj(1, 1);

  NestedSinRun(NestedSinProblem problem) {
    depth = problem.depth();
  }

  @Override
  public void step() {
    double y = x[0];
    double slope = 1;
    for (int i = 0; i < depth; i++) {
      slope *= Math.cos(y);
      y = Math.sin(y);
    }
    gradient.data[0] = slope;
  }

  @Override
  public List<DMatrixRMaj> results() {
    return List.of(gradient);
  }
}
