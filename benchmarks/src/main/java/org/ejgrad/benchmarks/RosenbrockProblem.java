// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/** The gradient of the sum over i of 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2. */
public record RosenbrockProblem(int dimensions) implements Problem {
  /** x, dimensions x 1. */
  public DMatrixRMaj x() {
    return Seeded.normal(11, dimensions, 1, 1);
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.rosenbrock(this, precision);
  }

  @Override
  public Problem small() {
    return this;
  }
}
