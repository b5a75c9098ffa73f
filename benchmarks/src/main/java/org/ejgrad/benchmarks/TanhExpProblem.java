// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/** The gradient of sum(tanh(a x + b) exp(-c x^2)) in x. */
public record TanhExpProblem(int size) implements Problem {
  /** a. */
  public static final double A = 1.3;

  /** b. */
  public static final double B = 0.2;

  /** c. */
  public static final double C = 0.7;

  /** x, size x 1. */
  public DMatrixRMaj x() {
    return Seeded.normal(10, size, 1, 1);
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.tanhExp(this, precision);
  }

  @Override
  public Problem small() {
    return new TanhExpProblem(1003);
  }
}
