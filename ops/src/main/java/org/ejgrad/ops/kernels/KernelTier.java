// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/**
 * The loops of one tier, for both precisions: plain ones unless the tier has better. Every tier
 * gives the same result but for rounding.
 */
public interface KernelTier
    extends ElementwiseKernels,
        DoubleSumKernels,
        FloatSumKernels,
        DoubleRowKernels,
        FloatRowKernels {
  /** For the report, such as "simd, vectors of 512 bits". */
  String description();

  /** Whether this processor runs the tier well, so that it is chosen where nothing is asked for. */
  boolean pays();
}
