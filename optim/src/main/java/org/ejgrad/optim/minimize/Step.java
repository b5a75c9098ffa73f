// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/**
 * What an iteration came to.
 *
 * @param to the next point; the one it began at, or a better one, if it ended there
 * @param end why there is no way on, if so
 */
record Step(Point to, Optional<Reason> end) {
  static Step to(Point point) {
    return new Step(point, Optional.empty());
  }

  static Step stuck(Point at, Reason reason) {
    return new Step(at, Optional.of(reason));
  }
}
