// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/** The gradient of mean((X theta - y)^2) in theta. */
public record LinearProblem(int rows, int features) implements Problem {
  /** X, rows x features. */
  public DMatrixRMaj x() {
    return Seeded.normal(4, rows, features, 1);
  }

  /** y, rows x 1. */
  public DMatrixRMaj y() {
    return Seeded.normal(5, rows, 1, 1);
  }

  /** theta, features x 1. */
  public DMatrixRMaj theta() {
    return Seeded.normal(6, features, 1, 1);
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.linear(this, precision);
  }

  @Override
  public Problem small() {
    return new LinearProblem(31, features);
  }
}
