// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

/**
 * A number that depends on the step alone, such as a learning rate. A pure function: the same step
 * gives the same number, on any thread. {@link Schedules} has the usual ones.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The value at a step.
   *
   * @param step the number of the step that is being taken, 1 for the first
   */
  double at(long step);
}
