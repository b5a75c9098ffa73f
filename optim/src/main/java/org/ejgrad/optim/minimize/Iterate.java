// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.OptionalDouble;
import org.ejgrad.optim.Progress;

/**
 * Where a minimization is after an iteration.
 *
 * @param iteration its number, 1 for the first; 0 is the start
 * @param value of the objective
 * @param gradientNorm the largest absolute element of the gradient; within bounds, of what a step
 *     along the negative gradient would move
 * @param stepSize the largest absolute change of any element in this iteration
 * @param counts evaluations so far
 */
public record Iterate(
    long iteration, double value, double gradientNorm, double stepSize, Counts counts) {
  /** The same for stop rules; loss is the value. */
  public Progress progress() {
    Progress progress = Progress.at(iteration, 1).withLoss(value).withStepSize(stepSize);
    return progress.withEpochLoss(value, OptionalDouble.empty());
  }
}
