// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejgrad.benchmarks.ClassifierProblem;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** Steps of Adam on a network of relu layers. */
public final class ClassifierRun implements Run {
  private final Loops loops;
  private final DMatrixRMaj images;
  private final DMatrixRMaj oneHot;
  private final List<DMatrixRMaj> parameters;
  private final List<DMatrixRMaj> gradients;
  private final List<DMatrixRMaj> values;
  private final List<DMatrixRMaj> bars;
  private final Adam adam;
  private double loss;

  public ClassifierRun(ClassifierProblem problem, Loops loops) {
    this.loops = loops;
    images = problem.images();
    oneHot = problem.oneHot();
    parameters = problem.parameters();
    gradients = Matrices.like(parameters);
    values = Matrices.layers(problem.batch(), parameters);
    bars = Matrices.layers(problem.batch(), parameters);
    adam = new Adam(parameters, ClassifierProblem.RATE);
  }

  @Override
  public void step() {
    int last = values.size() - 1;
    DMatrixRMaj input = images;
    for (int l = 0; l < last; l++) {
      loops.mult(input, false, parameters.get(2 * l), false, values.get(l), false);
      loops.addBiasRelu(values.get(l), parameters.get(2 * l + 1));
      input = values.get(l);
    }
    DMatrixRMaj logits = bars.get(last);
    loops.mult(input, false, parameters.get(2 * last), false, logits, false);
    loops.addBias(logits, parameters.get(2 * last + 1));
    loss = loops.softmaxResidual(logits, oneHot);
    for (int l = last; l >= 0; l--) {
      DMatrixRMaj bar = bars.get(l);
      DMatrixRMaj below = l == 0 ? images : values.get(l - 1);
      loops.mult(below, true, bar, false, gradients.get(2 * l), false);
      loops.sumCols(bar, gradients.get(2 * l + 1));
      if (l > 0) {
        loops.mult(bar, false, parameters.get(2 * l), true, bars.get(l - 1), false);
        loops.timesReluSlope(bars.get(l - 1), below);
      }
    }
    adam.step(loops, gradients);
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
