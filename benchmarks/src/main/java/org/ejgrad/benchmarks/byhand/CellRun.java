// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejgrad.benchmarks.CellProblem;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** Gradient descent on a network of sigmoid layers, layer after layer. */
public final class CellRun implements Run {
  private final Loops loops;
  private final DMatrixRMaj x;
  private final DMatrixRMaj targets;
  private final List<DMatrixRMaj> parameters;
  private final List<DMatrixRMaj> gradients;
  private final List<DMatrixRMaj> values;
  private final List<DMatrixRMaj> bars;
  private double loss;

  public CellRun(CellProblem problem, Loops loops) {
    this.loops = loops;
    x = problem.points();
    targets = problem.targets();
    parameters = problem.parameters();
    gradients = Matrices.like(parameters);
    values = Matrices.layers(problem.samples(), parameters);
    bars = Matrices.layers(problem.samples(), parameters);
  }

  @Override
  public void step() {
    int last = values.size() - 1;
    DMatrixRMaj input = x;
    for (int l = 0; l <= last; l++) {
      DMatrixRMaj z = l == last ? bars.get(l) : values.get(l);
      loops.mult(input, false, parameters.get(2 * l), false, z, false);
      if (l == last) {
        loops.addBias(z, parameters.get(2 * l + 1));
      } else {
        loops.addBiasSigmoid(z, parameters.get(2 * l + 1));
      }
      input = z;
    }
    loss = loops.sigmoidResidual(bars.get(last), targets);
    for (int l = last; l >= 0; l--) {
      DMatrixRMaj bar = bars.get(l);
      DMatrixRMaj below = l == 0 ? x : values.get(l - 1);
      loops.mult(below, true, bar, false, gradients.get(2 * l), false);
      loops.sumCols(bar, gradients.get(2 * l + 1));
      if (l > 0) {
        loops.mult(bar, false, parameters.get(2 * l), true, bars.get(l - 1), false);
        loops.timesSigmoidSlope(bars.get(l - 1), below);
      }
    }
    for (int k = 0; k < parameters.size(); k++) {
      loops.descend(parameters.get(k), gradients.get(k), CellProblem.RATE);
    }
  }

  /** The loss before the last step. */
  public double loss() {
    return loss;
  }

  @Override
  public List<DMatrixRMaj> results() {
    return parameters;
  }
}
