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
  /** Up to here each lane adds at most 128 numbers plainly; longer rows are added by blocks. */
  int MOST_PLAINLY = 128 * DOUBLE_LANES;

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
      for (int j = 0; j < (cols > MOST_PLAINLY ? 0 : last); j += DOUBLE_LANES) {
        sum = sum.add(DoubleVector.fromArray(DOUBLE, y, at + j));
      }
      double total = cols > MOST_PLAINLY ? sumOfLong(y, at, cols) : DoubleSimdLanes.sum(sum);
      double share = 1 / total;
      for (int j = 0; j < last; j += DOUBLE_LANES) {
        DoubleVector.fromArray(DOUBLE, y, at + j).mul(share).intoArray(y, at + j);
      }
      tail.mul(share).intoArray(y, at + last);
    }
  }

  @SuppressWarnings("cast") // The twin needs it.
  private static double sumOfLong(double[] y, int at, int cols) {
    return (double) SimdSums.sum(y, at, cols);
  }

  /**
   * A long row's blocks are added with Kahan's compensation. The 1 is taken off where the block
   * exceeds it, for a smaller one would lose digits by that.
   */
  @Override
  default double rest(double[] e, int at, int cols) {
    if (cols < DOUBLE_LANES) {
      return DoubleRowKernels.super.rest(e, at, cols);
    }
    if (cols <= MOST_PLAINLY) {
      return sumLess(1, e, at, cols);
    }
    double sum = 0;
    double lost = 0;
    double less = 1;
    for (int from = 0; from < cols; ) {
      int left = cols - from;
      int length = left < MOST_PLAINLY + DOUBLE_LANES ? left : MOST_PLAINLY;
      double block = sumLess(less, e, at + from, length);
      if (block < 0) {
        block = sumLess(0, e, at + from, length);
      } else {
        less = 0;
      }
      double term = block - lost;
      double next = sum + term;
      lost = (next - sum) - term;
      sum = next;
      from += length;
    }
    return sum;
  }

  /** The sum less a number, which is taken off the number of ones. */
  private static double sumLess(double less, double[] e, int at, int cols) {
    int last = cols - DOUBLE_LANES;
    DoubleVector zero = DoubleVector.zero(DOUBLE);
    DoubleVector tail = DoubleVector.fromArray(DOUBLE, e, at + last).mul(freshLanes(cols));
    VectorMask<Double> one = tail.compare(VectorOperators.GE, 1);
    DoubleVector sum = tail.blend(0, one);
    DoubleVector ones = zero.blend(1, one);
    for (int j = 0; j < last; j += DOUBLE_LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLE, e, at + j);
      one = v.compare(VectorOperators.GE, 1);
      sum = sum.add(v.blend(0, one));
      ones = ones.add(zero.blend(1, one));
    }
    return DoubleSimdLanes.sum(sum) + (DoubleSimdLanes.sum(ones) - less);
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
