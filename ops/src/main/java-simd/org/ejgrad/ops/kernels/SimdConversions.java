// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE;
import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE_LANES;
import static org.ejgrad.ops.kernels.SimdSpecies.FLOAT;
import static org.ejgrad.ops.kernels.SimdSpecies.FLOAT_LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Copies from one precision to the other by vectors: one of floats, two of doubles. */
interface SimdConversions extends ConversionKernels {
  @Override
  default void copy(double[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i <= n - FLOAT_LANES; i += FLOAT_LANES) {
      DoubleVector low = DoubleVector.fromArray(DOUBLE, x, xAt + i);
      DoubleVector high = DoubleVector.fromArray(DOUBLE, x, xAt + i + DOUBLE_LANES);
      // The other half of either is 0.
      low.convertShape(VectorOperators.D2F, FLOAT, 0)
          .reinterpretAsInts()
          .or(high.convertShape(VectorOperators.D2F, FLOAT, -1).reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(y, yAt + i);
    }
    ConversionKernels.super.copy(x, xAt + i, y, yAt + i, n - i);
  }

  @Override
  default void copy(float[] x, int xAt, double[] y, int yAt, int n) {
    int i = 0;
    for (; i <= n - FLOAT_LANES; i += FLOAT_LANES) {
      FloatVector v = FloatVector.fromArray(FLOAT, x, xAt + i);
      v.convertShape(VectorOperators.F2D, DOUBLE, 0).reinterpretAsDoubles().intoArray(y, yAt + i);
      v.convertShape(VectorOperators.F2D, DOUBLE, 1)
          .reinterpretAsDoubles()
          .intoArray(y, yAt + i + DOUBLE_LANES);
    }
    ConversionKernels.super.copy(x, xAt + i, y, yAt + i, n - i);
  }
}
