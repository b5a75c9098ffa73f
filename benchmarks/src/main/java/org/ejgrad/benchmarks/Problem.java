// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;

/** What is computed: sizes, data and initial values, the same at each call. */
public sealed interface Problem
    permits CellProblem,
        ClassifierProblem,
        CurvatureProblem,
        SampleProblem,
        LinearProblem,
        MiniBatchProblem,
        TanhExpProblem,
        RosenbrockProblem,
        NestedSinProblem {

  /** A fresh run by this implementation, or none if it has none. */
  Optional<Run> start(Implementation implementation, Precision precision);

  /** The same kind of problem, small enough for a unit test. */
  Problem small();
}
