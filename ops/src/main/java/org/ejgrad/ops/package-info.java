// SPDX-License-Identifier: Apache-2.0
/**
 * What users write: {@link org.ejgrad.ops.Expr}, with EJML's words for matrix algebra, and {@link
 * org.ejgrad.ops.Autograd}, which makes leaves, gradients and programs.
 *
 * <pre>
 *  Autograd.constant | input | parameter ──▶ Expr ── plus, mult, tanh, sumRows ... ──▶ Expr
 *                                                        │ one op each
 *                                                        ▼
 *      ElementwiseUnary, ElementwiseBinary, ...: a line of a table (loop, slope)
 *      MatMul, Extract, GatherRows, ...:         a file (shape, forward, vjp)
 *                                                        │ forward
 *                                                        ▼
 *                                             kernels: flat loops over arrays
 * </pre>
 *
 * <p>Reverse rules are written with expressions; {@link org.ejgrad.ops.ExprOp} is the one place
 * that wraps and unwraps nodes for them, and what an op of your own implements. A cotangent meets a
 * slope in an op that lets nothing through where the cotangent is 0, whatever the slope holds.
 * {@link org.ejgrad.ops.Losses} are compositions; {@link org.ejgrad.ops.GradientCheck} compares any
 * of it with differences.
 */
@NullMarked
package org.ejgrad.ops;

import org.jspecify.annotations.NullMarked;
