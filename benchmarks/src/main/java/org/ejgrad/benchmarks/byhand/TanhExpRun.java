// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.TanhExpProblem;
import org.ejml.data.DMatrixRMaj;

/** One loop: the slope of tanh(a x + b) exp(-c x^2) at each element. */
public final class TanhExpRun implements Run {
  private final Loops loops;
  private final DMatrixRMaj x;
  private final DMatrixRMaj gradient;

  public TanhExpRun(TanhExpProblem problem, Loops loops) {
    this.loops = loops;
    x = problem.x();
    gradient = new DMatrixRMaj(x.numRows, 1);
  }

  @Override
  public void step() {
    loops.tanhExpGradient(x, TanhExpProblem.A, TanhExpProblem.B, TanhExpProblem.C, gradient);
  }

  @Override
  public List<DMatrixRMaj> results() {
    return List.of(gradient);
  }
}
