// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/** When a run ends, and whom it tells. */
record MinimizerSettings(
    double tolerance,
    double valueTolerance,
    long maxIterations,
    long maxEvaluations,
    Callback callback) {
  static final MinimizerSettings DEFAULTS =
      new MinimizerSettings(1e-8, 0, 10_000, Long.MAX_VALUE, (iterate, point) -> Optional.empty());

  MinimizerSettings withTolerance(double value) {
    return new MinimizerSettings(value, valueTolerance, maxIterations, maxEvaluations, callback);
  }

  MinimizerSettings withValueTolerance(double value) {
    return new MinimizerSettings(tolerance, value, maxIterations, maxEvaluations, callback);
  }

  MinimizerSettings withMaxIterations(long value) {
    return new MinimizerSettings(tolerance, valueTolerance, value, maxEvaluations, callback);
  }

  MinimizerSettings withMaxEvaluations(long value) {
    return new MinimizerSettings(tolerance, valueTolerance, maxIterations, value, callback);
  }

  MinimizerSettings withCallback(Callback value) {
    return new MinimizerSettings(tolerance, valueTolerance, maxIterations, maxEvaluations, value);
  }
}
