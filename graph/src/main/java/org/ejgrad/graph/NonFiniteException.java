// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * A guarded value became NaN or infinite. Nothing was updated. The message names the first op that
 * produced such a value, the element, and the user's line where it was noted.
 */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  private final String origin;

  NonFiniteException(String guard, String origin) {
    super(guard + " is not finite, nothing was updated. First: " + origin);
    this.origin = origin;
  }

  /** The first op or leaf that held a value which is not finite. */
  public String origin() {
    return origin;
  }
}
