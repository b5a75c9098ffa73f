// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * Stochastic gradient descent with one sample a step, in turn, on a network of sigmoid layers with
 * softmax cross-entropy.
 *
 * @param samples that come in turn
 * @param layers widths, from the image to the classes
 */
public record SampleProblem(int samples, List<Integer> layers) implements Problem {
  /** The rate of the descent. */
  public static final double RATE = 0.05;

  /** One image, 1 x pixels. */
  public DMatrixRMaj image(int sample) {
    return Seeded.uniform(1000 + sample, 1, layers.get(0));
  }

  /** Its class, 1 x classes. */
  public DMatrixRMaj oneHot(int sample) {
    return Seeded.oneHot(2000 + sample, 1, layers.get(layers.size() - 1));
  }

  /** Initial weights and biases, layer after layer. */
  public List<DMatrixRMaj> parameters() {
    return Seeded.network(400, layers, 1);
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.sample(this, precision);
  }

  @Override
  public Problem small() {
    return new SampleProblem(3, List.of(19, 10, 5, 10));
  }
}
