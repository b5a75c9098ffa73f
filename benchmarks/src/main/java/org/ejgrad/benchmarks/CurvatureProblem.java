// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/** The Hessian of a classifier's loss times a direction, for all parameters at once. */
public record CurvatureProblem(ClassifierProblem classifier) implements Problem {
  /** The direction, in the shapes of the parameters. */
  public List<DMatrixRMaj> direction() {
    return Seeded.network(300, classifier.layers(), 2);
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.curvature(this, precision);
  }

  @Override
  public Problem small() {
    return new CurvatureProblem(classifier.small());
  }
}
