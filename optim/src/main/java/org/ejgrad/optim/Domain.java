// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.function.DoublePredicate;

/**
 * Which numbers a variable of an optimizer can hold; a saved state is checked against it.
 *
 * @param words as in "must be ..."
 */
record Domain(String words, DoublePredicate contains) {
  /** What every variable holds after every step, since a step with other values fails. */
  static final Domain FINITE = new Domain("finite", Double::isFinite);

  static final Domain POSITIVE =
      new Domain("finite and > 0", x -> x > 0 && x < Double.POSITIVE_INFINITY);

  /** Whole numbers from 0 to the most. */
  static Domain count(long most) {
    return new Domain(
        "a whole number from 0 to " + most, x -> x >= 0 && x <= most && x == Math.rint(x));
  }
}
