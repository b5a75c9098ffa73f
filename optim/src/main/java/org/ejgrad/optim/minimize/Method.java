// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/** A way to minimize, with its settings. */
interface Method {
  /** As users know it, with what runs depend on: states are told apart by it. */
  String name();

  /** Starts a run, or goes on with one where the memory holds what {@link Steps#save} wrote. */
  Steps begin(Evaluator f, NamedMatrices memory);

  /** Whether it works on residuals. */
  default boolean needsResiduals() {
    return false;
  }

  /** The bounds it stays within. */
  default Bounds bounds() {
    return Bounds.none();
  }
}
