// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The moments of some parameters, and the steps taken. */
final class Adam {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-8;

  private final List<DMatrixRMaj> parameters;
  private final List<DMatrixRMaj> m;
  private final List<DMatrixRMaj> v;
  private final double rate;
  private int t;

  Adam(List<DMatrixRMaj> parameters, double rate) {
    this.parameters = parameters;
    this.rate = rate;
    m = Matrices.like(parameters);
    v = Matrices.like(parameters);
  }

  void step(Loops loops, List<DMatrixRMaj> gradients) {
    t++;
    double toM = 1 / (1 - Math.pow(BETA1, t));
    double toV = 1 / (1 - Math.pow(BETA2, t));
    for (int k = 0; k < parameters.size(); k++) {
      loops.adam(parameters.get(k), gradients.get(k), m.get(k), v.get(k), rate, toM, toV);
    }
  }
}
