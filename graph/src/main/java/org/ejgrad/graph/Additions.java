// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * Loops for what this module computes itself: sums. It has short ones; a module that has fast ones
 * provides them to {@link java.util.ServiceLoader}. The order of additions depends on lengths
 * alone.
 */
public interface Additions {
  /**
   * Refuses to go on where a setting asks for loops that are not there. Called when a program is
   * compiled, since what goes wrong while a class is loaded is reported only once, as an {@link
   * ExceptionInInitializerError}.
   */
  default void requireWhatIsAskedFor() {}

  /** y = a + b, element by element. */
  Kernel add(Precision precision);

  /**
   * y_j = sum_i x_ij, with an error that does not grow with the number of rows.
   *
   * @param x the shape of the largest x
   */
  Kernel sumColumns(Shape x, Precision precision);

  /** The sum of {@code length} elements from number {@code from} on, with an error likewise. */
  double sum(Block x, int from, int length);

  /** Whether these elements are neither NaN nor infinite. */
  boolean allFinite(Block x, int from, int length);
}
