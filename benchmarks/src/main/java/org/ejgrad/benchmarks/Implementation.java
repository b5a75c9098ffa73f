// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One contender's ways to solve the problems, found by {@link java.util.ServiceLoader}. A method
 * left out, or a precision it does not know, means that the contender has no such run. Asking
 * whether there is one loads no native library; making it does.
 */
public interface Implementation {
  /** The column these runs belong to. */
  Contender contender();

  /** One line: the versions of its libraries and how they are set up; loads no native library. */
  String version();

  /** Gradient descent on {@link CellProblem}. */
  default Optional<Supplier<Run>> cell(CellProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** Steps of Adam on {@link ClassifierProblem}. */
  default Optional<Supplier<Run>> classifier(ClassifierProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The Hessian-vector product of {@link CurvatureProblem}. */
  default Optional<Supplier<Run>> curvature(CurvatureProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** Stochastic gradient descent on {@link SampleProblem}. */
  default Optional<Supplier<Run>> sample(SampleProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link LinearProblem}. */
  default Optional<Supplier<Run>> linear(LinearProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** Steps of Adam on {@link MiniBatchProblem}. */
  default Optional<Supplier<Run>> miniBatch(MiniBatchProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link TanhExpProblem}. */
  default Optional<Supplier<Run>> tanhExp(TanhExpProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link RosenbrockProblem}. */
  default Optional<Supplier<Run>> rosenbrock(RosenbrockProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link NestedSinProblem}. */
  default Optional<Supplier<Run>> nestedSin(NestedSinProblem problem, Precision precision) {
    return Optional.empty();
  }
}
