// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;

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

  /** Makes fresh runs by this implementation; none if it has none. */
  Optional<Supplier<Run>> start(Implementation implementation, Precision precision);

  /** The same kind of problem, small enough for a unit test. */
  Problem small();
}
