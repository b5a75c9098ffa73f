// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors this processor prefers, one length for each type. C2 of JDK 17 loses the class of a
 * vector above 18,000 nodes in a compilation and then goes by the profile: a second length of
 * floats anywhere boxed a vector per turn in the loop of log.
 */
final class SimdSpecies {
  static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_PREFERRED;
  static final int DOUBLE_LANES = DOUBLE.length();
  static final int FLOAT_LANES = FLOAT.length();

  private SimdSpecies() {}
}
