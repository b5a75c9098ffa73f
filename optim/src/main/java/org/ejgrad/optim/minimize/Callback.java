// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;
import org.ejgrad.optim.StopRule;
import org.ejml.data.DMatrixRMaj;

/** Is told of each iteration of a minimization, and may stop it. */
@FunctionalInterface
public interface Callback {
  /**
   * Looks at an iteration.
   *
   * @param iterate the numbers of this iteration
   * @param point where it arrived; a copy, the callback's own
   * @return why to stop now, or empty to go on
   */
  Optional<String> reasonToStop(Iterate iterate, DMatrixRMaj point);

  /** A callback that applies a stop rule with a new watch; for one run. */
  static Callback of(StopRule rule) {
    StopRule.Watch watch = rule.start();
    return (iterate, point) -> watch.reasonToStop(iterate.progress());
  }
}
