// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.List;
import java.util.stream.IntStream;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.SampleProblem;
import org.ejml.data.DMatrixRMaj;

/** One sample at a time; the update of a layer goes over its weights once. */
final class SampleRun implements Run {
  private final List<double[]> images;
  private final List<double[]> oneHots;
  private final List<DMatrixRMaj> parameters;
  private final double[][] values;
  private final double[][] bars;
  private int next;

  SampleRun(SampleProblem problem) {
    IntStream samples = IntStream.range(0, problem.samples());
    images = samples.mapToObj(i -> problem.image(i).data).toList();
    oneHots = IntStream.range(0, problem.samples()).mapToObj(i -> problem.oneHot(i).data).toList();
    parameters = problem.parameters();
    values = widths(problem);
    bars = widths(problem);
  }

  private static double[][] widths(SampleProblem problem) {
    return problem.layers().stream().skip(1).map(n -> new double[n]).toArray(double[][]::new);
  }

  @Override
  public void step() {
    double[] image = images.get(next);
    double[] oneHot = oneHots.get(next);
    next = next + 1 == images.size() ? 0 : next + 1;
    int last = values.length - 1;
    double[] input = image;
    for (int l = 0; l <= last; l++) {
      forward(input, parameters.get(2 * l).data, parameters.get(2 * l + 1).data, values[l]);
      if (l < last) {
        sigmoid(values[l]);
      }
      input = values[l];
    }
    softmaxResidual(values[last], oneHot, bars[last]);
    for (int l = last; l >= 0; l--) {
      double[] weights = parameters.get(2 * l).data;
      if (l > 0) {
        backward(weights, bars[l], values[l - 1], bars[l - 1]);
      }
      update(l == 0 ? image : values[l - 1], bars[l], weights, parameters.get(2 * l + 1).data);
    }
  }

  /** Each row of the weights adds to all outputs: the loop that the JIT vectorises. */
  private static void forward(double[] x, double[] weights, double[] bias, double[] z) {
    int width = z.length;
    System.arraycopy(bias, 0, z, 0, width);
    for (int i = 0; i < x.length; i++) {
      double xi = x[i];
      int at = i * width;
      for (int j = 0; j < width; j++) {
        z[j] += xi * weights[at + j];
      }
    }
  }

  private static void sigmoid(double[] z) {
    for (int j = 0; j < z.length; j++) {
      z[j] = 1 / (1 + Math.exp(-z[j]));
    }
  }

  private static void softmaxResidual(double[] z, double[] oneHot, double[] bar) {
    double max = Double.NEGATIVE_INFINITY;
    for (double zj : z) {
      max = Math.max(max, zj);
    }
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      bar[j] = Math.exp(z[j] - max);
      sum += bar[j];
    }
    for (int j = 0; j < z.length; j++) {
      bar[j] = bar[j] / sum - oneHot[j];
    }
  }

  private static void backward(double[] weights, double[] bar, double[] y, double[] below) {
    int width = bar.length;
    for (int i = 0; i < below.length; i++) {
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += weights[i * width + j] * bar[j];
      }
      below[i] = sum * y[i] * (1 - y[i]);
    }
  }

  private static void update(double[] x, double[] bar, double[] weights, double[] bias) {
    int width = bar.length;
    for (int j = 0; j < width; j++) {
      bias[j] -= SampleProblem.RATE * bar[j];
    }
    for (int i = 0; i < x.length; i++) {
      double scale = SampleProblem.RATE * x[i];
      int at = i * width;
      for (int j = 0; j < width; j++) {
        weights[at + j] -= scale * bar[j];
      }
    }
  }

  @Override
  public List<DMatrixRMaj> results() {
    return parameters;
  }
}
