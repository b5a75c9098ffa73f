// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors this processor prefers. */
final class SimdSpecies {
  static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_PREFERRED;
  static final int DOUBLE_LANES = DOUBLE.length();
  static final int FLOAT_LANES = FLOAT.length();

  /** As many floats as a vector has doubles. */
  static final VectorSpecies<Float> FEW_FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLE.vectorBitSize() / 2));

  private SimdSpecies() {}
}
