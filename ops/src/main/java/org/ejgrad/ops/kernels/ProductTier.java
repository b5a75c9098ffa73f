// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/** Makes the loops that multiply matrices. Every tier gives the same result but for rounding. */
public interface ProductTier {
  /** For the report, such as "simd, vectors of 512 bits". */
  String description();

  /** Length of the vectors it is written in; 0 if it leaves that to the JIT. */
  default int vectorBits() {
    return 0;
  }

  /** Loops for one shape and thread. */
  DoubleMultiplier doubles(ProductShape shape);

  /** Loops for one shape and thread. */
  FloatMultiplier floats(ProductShape shape);
}
