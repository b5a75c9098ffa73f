// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/** Which way to search from a point. */
interface Direction {
  /** The direction. */
  double[] at(Point from);

  /** Learns from a step that was taken. */
  void learn(Point from, double[] direction, Point to);

  /**
   * Forgets all, so that the next direction is the negative gradient.
   *
   * @return whether there was anything to forget
   */
  boolean forget();

  /** Whether lengths mean something too, as those of Newton steps do: then 1 is tried first. */
  boolean knowsLength();

  /** Writes down what was learned. */
  void save(NamedMatrices memory);
}
