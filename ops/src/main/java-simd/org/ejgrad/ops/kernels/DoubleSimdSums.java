// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE;
import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE_LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

// generates FloatSimdSums

/** Sums of columns and checks by vectors. */
interface DoubleSimdSums extends DoubleSumKernels {
  /** A vector of columns at a time; the last overlaps the one before it. Same bits as in plain. */
  @Override
  default void sumColumns(double[] x, int xAt, int rows, int step, int cols, double[] y, int yAt) {
    if (cols < DOUBLE_LANES) {
      DoubleSumKernels.super.sumColumns(x, xAt, rows, step, cols, y, yAt);
      return;
    }
    int last = cols - DOUBLE_LANES;
    for (int i = 0; i < cols; i += DOUBLE_LANES) {
      int j = Math.min(i, last);
      sumOfSome(x, xAt + j, rows, step, y, yAt + j);
    }
  }

  private static void sumOfSome(double[] x, int xAt, int rows, int step, double[] y, int yAt) {
    DoubleVector sum = DoubleVector.zero(DOUBLE);
    DoubleVector lost = sum;
    for (int from = 0; from < rows; from += DoublePlainSums.ROWS) {
      DoubleVector block = DoubleVector.zero(DOUBLE);
      int end = xAt + Math.min(rows, from + DoublePlainSums.ROWS) * step;
      for (int at = xAt + from * step; at < end; at += step) {
        block = block.add(DoubleVector.fromArray(DOUBLE, x, at));
      }
      DoubleVector term = block.sub(lost);
      DoubleVector next = sum.add(term);
      VectorMask<Double> infinite =
          next.abs().compare(VectorOperators.EQ, Double.POSITIVE_INFINITY);
      lost = next.sub(sum).sub(term).blend(0, infinite);
      sum = next;
    }
    sum.intoArray(y, yAt);
  }

  @Override
  default boolean finite(double[] x, int xAt, int n) {
    DoubleVector none = DoubleVector.zero(DOUBLE);
    int i = 0;
    for (; i <= n - DOUBLE_LANES; i += DOUBLE_LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLE, x, xAt + i);
      none = none.add(v.sub(v));
    }
    boolean whole = none.compare(VectorOperators.EQ, 0).allTrue();
    return whole && DoubleSumKernels.super.finite(x, xAt + i, n - i);
  }

  /** Whether an element exceeds the limit in size; an infinite one does, NaN does not. */
  static boolean anyBeyond(double[] x, int xAt, int n, double limit) {
    VectorMask<Double> found = DOUBLE.maskAll(false);
    int last = n - DOUBLE_LANES;
    for (int i = 0; i < n; i += DOUBLE_LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLE, x, xAt + Math.min(i, last));
      found = found.or(v.abs().compare(VectorOperators.GT, limit));
    }
    return found.anyTrue();
  }
}
