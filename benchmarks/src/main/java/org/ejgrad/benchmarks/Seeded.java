// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** Data and initial values from a fixed seed. */
final class Seeded {
  private static final long SEED = 20260101;

  private Seeded() {}

  /** Normal values; another salt gives other ones. */
  static DMatrixRMaj normal(int salt, int rows, int cols, double deviation) {
    SplittableRandom random = new SplittableRandom(SEED + salt);
    DMatrixRMaj matrix = new DMatrixRMaj(rows, cols);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = deviation * random.nextGaussian();
    }
    return matrix;
  }

  /** Values evenly spread over [0, 1). */
  static DMatrixRMaj uniform(int salt, int rows, int cols) {
    SplittableRandom random = new SplittableRandom(SEED + salt);
    DMatrixRMaj matrix = new DMatrixRMaj(rows, cols);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = random.nextDouble();
    }
    return matrix;
  }

  /** One 1 in each row, at a random class. */
  static DMatrixRMaj oneHot(int salt, int rows, int classes) {
    SplittableRandom random = new SplittableRandom(SEED + salt);
    DMatrixRMaj matrix = new DMatrixRMaj(rows, classes);
    for (int i = 0; i < rows; i++) {
      matrix.data[i * classes + random.nextInt(classes)] = 1;
    }
    return matrix;
  }

  /**
   * Weights (inputs x outputs) and biases (1 x outputs) of a network, layer after layer.
   *
   * @param gain the deviation of a weight is sqrt(gain / inputs)
   */
  static List<DMatrixRMaj> network(int salt, List<Integer> layers, double gain) {
    List<DMatrixRMaj> parameters = new ArrayList<>();
    for (int l = 1; l < layers.size(); l++) {
      int inputs = layers.get(l - 1);
      parameters.add(normal(salt + 2 * l, inputs, layers.get(l), Math.sqrt(gain / inputs)));
      parameters.add(normal(salt + 2 * l + 1, 1, layers.get(l), 0.1));
    }
    return parameters;
  }
}
