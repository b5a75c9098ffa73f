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

  /** The label of the first op that made a value which is not finite; of a leaf, its name. */
  public String op() {
    return NonFinite.labelIn(origin);
  }

  /** The same with its operands, its shape, the value, its place, and the line where noted. */
  public String origin() {
    return origin;
  }
}
