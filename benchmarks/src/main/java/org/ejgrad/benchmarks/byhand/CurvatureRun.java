// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import org.ejgrad.benchmarks.CurvatureProblem;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/**
 * The Hessian of a classifier's loss times a direction, by Pearlmutter's rule (1994): every line of
 * the forward and backward pass is differentiated along the direction. A dot in a name stands for
 * that derivative.
 */
public final class CurvatureRun implements Run {
  private final Loops loops;
  private final DMatrixRMaj images;
  private final DMatrixRMaj oneHot;
  private final List<DMatrixRMaj> parameters;
  private final List<DMatrixRMaj> direction;
  private final List<DMatrixRMaj> products;
  private final List<DMatrixRMaj> values;
  private final List<DMatrixRMaj> valuesDot;
  private final List<DMatrixRMaj> bars;
  private final List<DMatrixRMaj> barsDot;

  public CurvatureRun(CurvatureProblem problem, Loops loops) {
    this.loops = loops;
    int batch = problem.classifier().batch();
    images = problem.classifier().images();
    oneHot = problem.classifier().oneHot();
    parameters = problem.classifier().parameters();
    direction = problem.direction();
    products = Matrices.like(parameters);
    values = Matrices.layers(batch, parameters);
    valuesDot = Matrices.layers(batch, parameters);
    bars = Matrices.layers(batch, parameters);
    barsDot = Matrices.layers(batch, parameters);
  }

  @Override
  public void step() {
    int last = values.size() - 1;
    for (int l = 0; l <= last; l++) {
      forward(l, l == last);
    }
    loops.softmaxResidual(bars.get(last), oneHot);
    softmaxDot(bars.get(last), oneHot, barsDot.get(last));
    for (int l = last; l >= 0; l--) {
      backward(l);
    }
  }

  private void forward(int l, boolean isLast) {
    DMatrixRMaj below = l == 0 ? images : values.get(l - 1);
    DMatrixRMaj z = isLast ? bars.get(l) : values.get(l);
    DMatrixRMaj zDot = isLast ? barsDot.get(l) : valuesDot.get(l);
    loops.mult(below, false, parameters.get(2 * l), false, z, false);
    loops.mult(below, false, direction.get(2 * l), false, zDot, false);
    if (l > 0) {
      loops.mult(valuesDot.get(l - 1), false, parameters.get(2 * l), false, zDot, true);
    }
    loops.addBias(zDot, direction.get(2 * l + 1));
    if (isLast) {
      loops.addBias(z, parameters.get(2 * l + 1));
    } else {
      loops.addBiasRelu(z, parameters.get(2 * l + 1));
      loops.timesReluSlope(zDot, z);
    }
  }

  private void backward(int l) {
    DMatrixRMaj below = l == 0 ? images : values.get(l - 1);
    DMatrixRMaj product = products.get(2 * l);
    loops.mult(below, true, barsDot.get(l), false, product, false);
    loops.sumCols(barsDot.get(l), products.get(2 * l + 1));
    if (l > 0) {
      loops.mult(valuesDot.get(l - 1), true, bars.get(l), false, product, true);
      DMatrixRMaj next = bars.get(l - 1);
      DMatrixRMaj nextDot = barsDot.get(l - 1);
      loops.mult(bars.get(l), false, parameters.get(2 * l), true, next, false);
      loops.timesReluSlope(next, below);
      loops.mult(barsDot.get(l), false, parameters.get(2 * l), true, nextDot, false);
      loops.mult(bars.get(l), false, direction.get(2 * l), true, nextDot, true);
      loops.timesReluSlope(nextDot, below);
    }
  }

  /**
   * With the residual (p - t) / rows, zDot = p (zDot - sum(p zDot)) / rows. A batch has few
   * classes, so plain loops do for both forms.
   */
  private static void softmaxDot(DMatrixRMaj residual, DMatrixRMaj t, DMatrixRMaj zDot) {
    int rows = zDot.numRows;
    int cols = zDot.numCols;
    for (int i = 0; i < rows; i++) {
      double mean = 0;
      for (int at = i * cols; at < (i + 1) * cols; at++) {
        mean += (residual.data[at] * rows + t.data[at]) * zDot.data[at];
      }
      for (int at = i * cols; at < (i + 1) * cols; at++) {
        double p = residual.data[at] * rows + t.data[at];
        zDot.data[at] = p * (zDot.data[at] - mean) / rows;
      }
    }
  }

  @Override
  public List<DMatrixRMaj> results() {
    return products;
  }
}
