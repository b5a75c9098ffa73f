// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/** One run of a method: goes from point to point, and remembers what it learns on the way. */
interface Steps {
  /** The next point. */
  Move next(Point from);

  /** Writes down all that the next iterations depend on, besides the point. */
  void save(NamedMatrices memory);
}
