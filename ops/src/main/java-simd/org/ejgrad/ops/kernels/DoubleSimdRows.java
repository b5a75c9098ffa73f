// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE;
import static org.ejgrad.ops.kernels.SimdSpecies.DOUBLE_LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

// generates FloatSimdRows

/**
 * The steps around the exponentials by vectors, for rows of at least one vector. The last vector of
 * a row overlaps the one before it; sums take its new lanes alone.
 */
interface DoubleSimdRows extends DoubleRowKernels {
  /** Each lane adds 64 numbers plainly before their sum is added with Kahan's compensation. */
  int BLOCK_OF_LANES = 64 * DOUBLE_LANES;

  @Override
  default void minus(double[] x, int xAt, double m, double[] y, int yAt, int cols) {
    if (cols < DOUBLE_LANES) {
      DoubleRowKernels.super.minus(x, xAt, m, y, yAt, cols);
      return;
    }
    int last = cols - DOUBLE_LANES;
    DoubleVector tail = DoubleVector.fromArray(DOUBLE, x, xAt + last);
    for (int j = 0; j < last; j += DOUBLE_LANES) {
      DoubleVector.fromArray(DOUBLE, x, xAt + j).sub(m).intoArray(y, yAt + j);
    }
    tail.sub(m).intoArray(y, yAt + last);
  }

  @Override
  default double max(double[] x, int at, int cols) {
    if (cols < DOUBLE_LANES) {
      return DoubleRowKernels.super.max(x, at, cols);
    }
    int last = cols - DOUBLE_LANES;
    DoubleVector m = DoubleVector.fromArray(DOUBLE, x, at + last);
    for (int j = 0; j < last; j += DOUBLE_LANES) {
      m = m.max(DoubleVector.fromArray(DOUBLE, x, at + j));
    }
    return m.reduceLanes(VectorOperators.MAX);
  }

  @Override
  default void divideBySums(double[] y, int yAt, int rows, int cols) {
    if (cols < DOUBLE_LANES) {
      DoubleRowKernels.super.divideBySums(y, yAt, rows, cols);
      return;
    }
    int last = cols - DOUBLE_LANES;
    DoubleVector fresh = freshLanes(cols);
    for (int i = 0; i < rows; i++) {
      int at = yAt + i * cols;
      DoubleVector tail = DoubleVector.fromArray(DOUBLE, y, at + last);
      DoubleVector sum = tail.mul(fresh);
      DoubleVector lost = DoubleVector.zero(DOUBLE);
      for (int from = 0; from < last; from += BLOCK_OF_LANES) {
        DoubleVector block = DoubleVector.zero(DOUBLE);
        int end = Math.min(last, from + BLOCK_OF_LANES);
        for (int j = from; j < end; j += DOUBLE_LANES) {
          block = block.add(DoubleVector.fromArray(DOUBLE, y, at + j));
        }
        DoubleVector term = block.sub(lost);
        DoubleVector next = sum.add(term);
        lost = next.sub(sum).sub(term);
        sum = next;
      }
      double share = 1 / DoubleSimdLanes.sum(sum);
      for (int j = 0; j < last; j += DOUBLE_LANES) {
        DoubleVector.fromArray(DOUBLE, y, at + j).mul(share).intoArray(y, at + j);
      }
      tail.mul(share).intoArray(y, at + last);
    }
  }

  @Override
  default double rest(double[] e, int at, int cols) {
    if (cols < DOUBLE_LANES) {
      return DoubleRowKernels.super.rest(e, at, cols);
    }
    int last = cols - DOUBLE_LANES;
    DoubleVector zero = DoubleVector.zero(DOUBLE);
    DoubleVector tail = DoubleVector.fromArray(DOUBLE, e, at + last).mul(freshLanes(cols));
    VectorMask<Double> one = tail.compare(VectorOperators.GE, 1);
    DoubleVector sum = tail.blend(0, one);
    DoubleVector ones = zero.blend(1, one);
    DoubleVector lost = zero;
    for (int from = 0; from < last; from += BLOCK_OF_LANES) {
      DoubleVector block = zero;
      int end = Math.min(last, from + BLOCK_OF_LANES);
      for (int j = from; j < end; j += DOUBLE_LANES) {
        DoubleVector v = DoubleVector.fromArray(DOUBLE, e, at + j);
        one = v.compare(VectorOperators.GE, 1);
        block = block.add(v.blend(0, one));
        ones = ones.add(zero.blend(1, one));
      }
      DoubleVector term = block.sub(lost);
      DoubleVector next = sum.add(term);
      lost = next.sub(sum).sub(term);
      sum = next;
    }
    return DoubleSimdLanes.sum(sum) + (DoubleSimdLanes.sum(ones) - 1);
  }

  /** 1 in the lanes of a row's last vector that no vector before it has, 0 in the others. */
  private static DoubleVector freshLanes(int cols) {
    int whole = (cols - 1) / DOUBLE_LANES * DOUBLE_LANES;
    DoubleVector zero = DoubleVector.zero(DOUBLE);
    VectorMask<Double> fresh =
        DoubleSimdLanes.NUMBERS.compare(VectorOperators.GE, DOUBLE_LANES - (cols - whole));
    return zero.blend(1, fresh);
  }
}
