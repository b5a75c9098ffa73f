// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * A network of relu layers with softmax cross-entropy, trained by Adam on batches; the same batch
 * comes at each step.
 *
 * @param batch images in a batch
 * @param layers widths, from the image to the classes
 */
public record ClassifierProblem(int batch, List<Integer> layers) implements Problem {
  /** Adam's rate; the other settings are its paper's. */
  public static final double RATE = 0.001;

  /** Images, batch x pixels. */
  public DMatrixRMaj images() {
    return Seeded.uniform(2, batch, layers.get(0));
  }

  /** Classes, batch x classes. */
  public DMatrixRMaj oneHot() {
    return Seeded.oneHot(3, batch, layers.get(layers.size() - 1));
  }

  /** Initial weights and biases, layer after layer. */
  public List<DMatrixRMaj> parameters() {
    return Seeded.network(200, layers, 2);
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.classifier(this, precision);
  }

  @Override
  public ClassifierProblem small() {
    return new ClassifierProblem(13, List.of(17, 11, 7, 5));
  }
}
