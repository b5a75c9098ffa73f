// SPDX-License-Identifier: Apache-2.0
/**
 * Minimizers, which find the lowest point of one expression.
 *
 * <pre>
 *  theta -> Expr ──▶ Objective ──┐
 *                                ▼
 *  Minimizers ──▶ Minimizer.minimize(objective, start) ──▶ Result: point, value, why it stopped
 *                     │  Method: how to go from a point to the next
 *                     │    a Direction and a StepSearch: gradient descent, conjugate gradients,
 *                     │      BFGS, L-BFGS, Newton-CG, Gauss-Newton
 *                     │    or steps of its own: trust regions, Levenberg-Marquardt, L-BFGS-B
 *                     ▼
 *                 Evaluator: value and gradient, Hessian products, residuals, Jacobian; counted
 *
 *  Constraints ──▶ AugmentedLagrangian ──▶ a row of minimizations within bounds
 *  Result of residuals ──▶ FitStatistics: standard errors, intervals, what is not identified
 * </pre>
 *
 * All derivatives are made from the one expression. A run is deterministic, and continues from the
 * state in its result as if it had not been interrupted.
 */
@NullMarked
package org.ejgrad.optim.minimize;

import org.jspecify.annotations.NullMarked;
