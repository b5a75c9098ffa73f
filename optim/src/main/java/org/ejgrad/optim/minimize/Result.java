// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Where a minimization ended, and why.
 *
 * @param point in the shape of the start: the last one if its gradient is within the tolerance or
 *     its value the lowest met, but for the noise of values, 1e-10 of them; else the lowest, as
 *     after descent with fixed or exact steps, which may climb. The state goes on from the last.
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
