// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Where a minimization ended, and why.
 *
 * @param point the last point, in the shape of the start; it has the lowest value met, except by
 *     descent with fixed or exact steps, which may climb
 * @param value of the objective there
 * @param gradientNorm as in {@link Iterate#gradientNorm}
 * @param reason why it stopped
 * @param message the reason in words, with what the callback said
 * @param iterations taken, those before a resumption included
 * @param counts evaluations, those before a resumption included
 * @param history one entry for the start of this run and one for each iteration
 * @param state to go on from here
 */
public record Result(
    DMatrixRMaj point,
    double value,
    double gradientNorm,
    Reason reason,
    String message,
    long iterations,
    Counts counts,
    List<Iterate> history,
    SavedState state) {
  public Result {
    history = ImmutableList.copyOf(history);
  }
}
