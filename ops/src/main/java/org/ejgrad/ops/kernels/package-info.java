// SPDX-License-Identifier: Apache-2.0
/**
 * The loops that compute: flat, over arrays, result last and fully overwritten. They check nothing
 * and allocate nothing; shapes were checked when the node was made. Internal to this module, except
 * for {@link org.ejgrad.ops.kernels.KernelTiers#report} and {@link
 * org.ejgrad.ops.kernels.ProductTiers#report}.
 *
 * <pre>
 *  KernelTiers ── chosen once ──▶ KernelTier ◀── SimdTier (src/main/java-simd): loops by vectors
 *                                     │ where a tier has none
 *                                     ▼
 *                 ElementwiseKernels, DoubleRowKernels, ...: plain loops
 *
 *  DoubleProduct ── loops of its shape ──▶ DoubleMultiplier ◀── DoublePlainProduct
 *        ▲                                        ▲
 *  ProductTiers ── chosen once ──▶ ProductTier    ├── DoubleSimdProduct: panels of One, Two, Four
 *        │                                        │   vectors; DoubleSimdVectors: a vector as factor
 *        └── BlasFinder ──▶ BlasLibrary           └── DoubleBlasProduct: OpenBLAS through netlib
 * </pre>
 *
 * <p>A new elementwise function is a paragraph in src/generator/elementwise.txt, from which the
 * build writes ElementwiseKernels and its counterpart by vectors, for double and float; sources
 * named Double... that say so have a float twin, as FloatTwins beside that table tells.
 */
@NullMarked
package org.ejgrad.ops.kernels;

import org.jspecify.annotations.NullMarked;
