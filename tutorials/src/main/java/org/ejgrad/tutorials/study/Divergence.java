// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

/**
 * Where a cell's loss or gradient stopped being finite.
 *
 * @param step the 1-based iteration
 * @param operation the first operation that produced NaN or infinity
 */
public record Divergence(int step, String operation) {
  /** Checks the step. */
  public Divergence {
    if (step < 1) {
      throw new IllegalArgumentException("divergence: step must be at least 1, got " + step);
    }
  }
}
