// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * Which rules can stand around others. A rule that evaluates the model at a point of its own hears
 * of no other point, and nothing that is done to the parameter after its step reaches that point.
 */
final class OwnPoint {
  private OwnPoint() {}

  /** For a wrapper that evaluates the model at a point of its own. */
  static void refuseSecond(String wrapper, UpdateRule rule) {
    requireNonNull(rule, () -> wrapper + ", rule");
    checkArgument(
        !rule.evaluatesElsewhere(),
        "%s, rule: must be evaluated at the parameter, got %s, which has a point of its own that"
            + " would be ignored. Use one of the two: lookahead, an average, or a schedule-free"
            + " rule.",
        wrapper,
        rule.name());
  }

  /** For a projection of the parameter. */
  static void refuseProjection(UpdateRule rule) {
    checkArgument(
        !rule.evaluatesElsewhere(),
        "projected, rule: must be evaluated at the parameter, got %s, which has a point of its own"
            + " that would not be projected. Write averages and lookahead around the projection:"
            + " new UniformAverage(new Projected(rule, projection)).",
        rule.name());
  }
}
