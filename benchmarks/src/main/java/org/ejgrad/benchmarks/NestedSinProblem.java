// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;

/** The gradient of sin(sin(...sin(x))) for a number x. */
public record NestedSinProblem(int depth) implements Problem {
  /** x. */
  public static final double X = 1.1;

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.nestedSin(this, precision);
  }

  @Override
  public Problem small() {
    return new NestedSinProblem(50);
  }
}
