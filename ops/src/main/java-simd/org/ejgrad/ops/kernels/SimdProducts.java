// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;

/** Products by loops of vectors. */
public final class SimdProducts implements ProductTier {
  @Override
  public String description() {
    return "simd, vectors of " + DoubleVector.SPECIES_PREFERRED.vectorBitSize() + " bits";
  }

  @Override
  public int vectorBits() {
    return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
  }

  @Override
  public DoubleMultiplier doubles(ProductShape shape) {
    return DoubleSimdProduct.of(shape);
  }

  @Override
  public FloatMultiplier floats(ProductShape shape) {
    return FloatSimdProduct.of(shape);
  }
}
