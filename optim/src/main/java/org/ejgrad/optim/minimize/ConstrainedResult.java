// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Where a constrained minimization ended, and why.
 *
 * @param point the last point; of those that ran away none, unless that is why it ended
 * @param value of the objective there, without penalties
 * @param violation the largest |h_i| and |min(c_i, nu_i / rho)|: 0 where all constraints hold and
 *     only those met exactly push
 * @param gradientNorm the largest element of the Lagrangian's gradient; within bounds, of what a
 *     step along it would move
 * @param equalityMultipliers lambda, in the shape of h; 0x0 if there are none
 * @param inequalityMultipliers nu, in the shape of c; 0x0 if there are none
 * @param converged whether violation and gradient are within the tolerances
 * @param reason why it stopped; {@link Reason#GRADIENT_SMALL} if it converged
 * @param message the reason in words
 * @param penalty the last rho
 * @param counts evaluations of the augmented Lagrangian, those before a resumption included
 * @param inner the minimizations of this run in order
 * @param state to go on from here, by {@link AugmentedLagrangian#resume}
 */
public record ConstrainedResult(
    DMatrixRMaj point,
    double value,
    double violation,
    double gradientNorm,
    DMatrixRMaj equalityMultipliers,
    DMatrixRMaj inequalityMultipliers,
    boolean converged,
    Reason reason,
    String message,
    double penalty,
    Counts counts,
    List<Result> inner,
    SavedState state) {
  public ConstrainedResult {
    inner = ImmutableList.copyOf(inner);
  }
}
