// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;

/**
 * One contender's ways to solve the problems, found by {@link java.util.ServiceLoader}. A method
 * left out, or a precision it does not know, means that the contender has no such run.
 */
public interface Implementation {
  /** The column these runs belong to. */
  Contender contender();

  /** One line: the versions of its libraries and how they were set up. */
  String version();

  /** Gradient descent on {@link CellProblem}. */
  default Optional<Run> cell(CellProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** Steps of Adam on {@link ClassifierProblem}. */
  default Optional<Run> classifier(ClassifierProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The Hessian-vector product of {@link CurvatureProblem}. */
  default Optional<Run> curvature(CurvatureProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** Stochastic gradient descent on {@link SampleProblem}. */
  default Optional<Run> sample(SampleProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link LinearProblem}. */
  default Optional<Run> linear(LinearProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** Steps of Adam on {@link MiniBatchProblem}. */
  default Optional<Run> miniBatch(MiniBatchProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link TanhExpProblem}. */
  default Optional<Run> tanhExp(TanhExpProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link RosenbrockProblem}. */
  default Optional<Run> rosenbrock(RosenbrockProblem problem, Precision precision) {
    return Optional.empty();
  }

  /** The gradient of {@link NestedSinProblem}. */
  default Optional<Run> nestedSin(NestedSinProblem problem, Precision precision) {
    return Optional.empty();
  }
}
