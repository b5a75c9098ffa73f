// SPDX-License-Identifier: Apache-2.0
/**
 * Update rules over parameter and gradient pairs, transforms, averages, projections, schedules and
 * stop rules.
 *
 * <pre>
 *  loss, parameters ──gradients──▶ ParameterGradient pairs
 *                                        │  GradientTransform: clip, penalise, accumulate; Step
 *                                        ▼
 *  Schedule ──rate──▶ Optimizer ── UpdateRule(theta, gradient, State) ──▶ next theta, next state
 *                                        │
 *                                        ▼
 *                          Updates of one compiled program,
 *                          or MatrixStepper over plain matrices
 *
 *  Progress ──▶ StopRule ──▶ why to stop, if so
 * </pre>
 *
 * A rule is one parameter's formula written with expressions, so the training step compiles into
 * one program. Rules may be made of others: {@link org.ejgrad.optim.WeightDecay}, {@link
 * org.ejgrad.optim.Lookahead}, {@link org.ejgrad.optim.ExponentialAverage}, {@link
 * org.ejgrad.optim.Projected}. {@link org.ejgrad.optim.Optimizers} has the named rules. Nothing
 * here knows what a model or a data set is.
 */
@NullMarked
package org.ejgrad.optim;

import org.jspecify.annotations.NullMarked;
