// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/**
 * What an iteration came to.
 *
 * @param to the next point; the one it began at if there is none
 * @param moved whether there is a next point
 * @param end why there is no way on from it, if so
 */
record Move(Point to, boolean moved, Optional<Reason> end) {
  static Move to(Point point) {
    return new Move(point, true, Optional.empty());
  }

  /** The greatest step there is, at the end of which the value still falls. */
  static Move endless(Point point) {
    return new Move(point, true, Optional.of(Reason.UNBOUNDED));
  }

  static Move stuck(Point at, Reason reason) {
    return new Move(at, false, Optional.of(reason));
  }
}
