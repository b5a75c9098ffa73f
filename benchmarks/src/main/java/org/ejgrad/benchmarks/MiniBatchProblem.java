// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * Linear regression by Adam on mini-batches that follow each other through the data, from the start
 * again where no whole batch is left.
 */
public record MiniBatchProblem(int rows, int features, int batch) implements Problem {
  /** Adam's rate; the other settings are its paper's. */
  public static final double RATE = 0.01;

  /** X, rows x features. */
  public DMatrixRMaj x() {
    return Seeded.normal(7, rows, features, 1);
  }

  /** y, rows x 1. */
  public DMatrixRMaj y() {
    return Seeded.normal(8, rows, 1, 1);
  }

  /** Initial theta, features x 1. */
  public DMatrixRMaj theta() {
    return Seeded.normal(9, features, 1, 1);
  }

  /** Whole batches in the data. */
  public int batches() {
    return rows / batch;
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.miniBatch(this, precision);
  }

  @Override
  public Problem small() {
    return new MiniBatchProblem(2 * batch + 5, features, batch);
  }
}
