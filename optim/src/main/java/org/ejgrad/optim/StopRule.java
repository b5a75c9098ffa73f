// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.Optional;

/**
 * When a training ends. A rule is a description and may serve any number of trainings; what it
 * remembers, such as the best loss so far, lives in a {@link Watch} that each training starts for
 * itself. {@link StopRules} has the usual ones.
 */
@FunctionalInterface
public interface StopRule {
  /** A watch for one training, with nothing seen yet. */
  Watch start();

  /** Stops as soon as one of the two does. */
  default StopRule or(StopRule other) {
    return () -> {
      Watch first = start();
      Watch second = other.start();
      return progress -> {
        // Both always look, since both may have to remember.
        Optional<String> mine = first.reasonToStop(progress);
        Optional<String> others = second.reasonToStop(progress);
        return mine.isPresent() ? mine : others;
      };
    };
  }

  /** Stops at the first point where both do. */
  default StopRule and(StopRule other) {
    return () -> {
      Watch first = start();
      Watch second = other.start();
      return progress -> {
        Optional<String> mine = first.reasonToStop(progress);
        Optional<String> others = second.reasonToStop(progress);
        return mine.flatMap(a -> others.map(b -> a + " and " + b));
      };
    };
  }

  /** One training's memory of a rule. For one thread. */
  @FunctionalInterface
  interface Watch {
    /**
     * Looks at the progress; why to stop now, or empty to go on. Called in order, at each point.
     */
    Optional<String> reasonToStop(Progress progress);
  }
}
