// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * A guarded value became NaN or infinite. Nothing was updated. The message names the guard, the
 * step if a cell counts them, the first op that produced such a value which reached the guard, the
 * element, and the user's line where it was noted. Values that do no harm, such as a -infinity that
 * a sum of exponentials swallows, are passed over, also where they stand in one matrix with those
 * that do.
 */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  private final String op;
  private final String origin;

  /**
   * @param step what was held back, such as {@code " at step 7"}; empty if nothing counts
   */
  NonFiniteException(String guard, String step, NonFinite.Origin origin) {
    super(guard + " is not finite" + step + ", nothing was updated. First: " + origin.text());
    this.op = origin.op();
    this.origin = origin.text();
  }

  /** The label of the first op that made a value which reached the guard; of a leaf, its name. */
  public String op() {
    return op;
  }

  /** The same with its operands, its shape, the value, its place, and the line where noted. */
  public String origin() {
    return origin;
  }
}
