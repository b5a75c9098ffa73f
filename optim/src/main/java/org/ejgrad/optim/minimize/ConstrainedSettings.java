// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/** When a constrained minimization ends, and whom it tells. */
record ConstrainedSettings(
    double tolerance,
    double gradientTolerance,
    int maxMinimizations,
    long maxIterations,
    long maxEvaluations,
    Callback callback) {
  static final ConstrainedSettings DEFAULTS =
      new ConstrainedSettings(
          1e-8, 1e-6, 50, 100_000, Long.MAX_VALUE, (iterate, point) -> Optional.empty());

  ConstrainedSettings withTolerance(double value) {
    return new ConstrainedSettings(
        value, gradientTolerance, maxMinimizations, maxIterations, maxEvaluations, callback);
  }

  ConstrainedSettings withGradientTolerance(double value) {
    return new ConstrainedSettings(
        tolerance, value, maxMinimizations, maxIterations, maxEvaluations, callback);
  }

  ConstrainedSettings withMaxMinimizations(int value) {
    return new ConstrainedSettings(
        tolerance, gradientTolerance, value, maxIterations, maxEvaluations, callback);
  }

  ConstrainedSettings withMaxIterations(long value) {
    return new ConstrainedSettings(
        tolerance, gradientTolerance, maxMinimizations, value, maxEvaluations, callback);
  }

  ConstrainedSettings withMaxEvaluations(long value) {
    return new ConstrainedSettings(
        tolerance, gradientTolerance, maxMinimizations, maxIterations, value, callback);
  }

  ConstrainedSettings withCallback(Callback value) {
    return new ConstrainedSettings(
        tolerance, gradientTolerance, maxMinimizations, maxIterations, maxEvaluations, value);
  }
}
