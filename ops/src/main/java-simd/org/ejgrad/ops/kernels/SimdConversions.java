// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE;
import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE_LANES;
import static org.ejgrad.ops.kernels.SimdSpecies.FEW_FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Copies from one precision to the other by vectors. */
interface SimdConversions extends ConversionKernels {
  @Override
  default void copy(double[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i <= n - DOUBLE_LANES; i += DOUBLE_LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLE, x, xAt + i);
      FloatVector rounded = (FloatVector) v.convertShape(VectorOperators.D2F, FEW_FLOATS, 0);
      rounded.intoArray(y, yAt + i);
    }
    ConversionKernels.super.copy(x, xAt + i, y, yAt + i, n - i);
  }

  @Override
  default void copy(float[] x, int xAt, double[] y, int yAt, int n) {
    int i = 0;
    for (; i <= n - DOUBLE_LANES; i += DOUBLE_LANES) {
      FloatVector v = FloatVector.fromArray(FEW_FLOATS, x, xAt + i);
      v.convertShape(VectorOperators.F2D, DOUBLE, 0).reinterpretAsDoubles().intoArray(y, yAt + i);
    }
    ConversionKernels.super.copy(x, xAt + i, y, yAt + i, n - i);
  }
}
