// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Sums of rows. */
final class ColumnSums {
  private ColumnSums() {}

  static void of(double[] x, double[] sums) {
    int cols = sums.length;
    if (cols == 1) {
      sums[0] = sum(x);
    } else if (cols % L == 0) {
      wide(x, sums);
    } else {
      narrow(x, sums);
    }
  }

  private static void wide(double[] x, double[] sums) {
    int cols = sums.length;
    for (int j = 0; j < cols; j += L) {
      DoubleVector even = DoubleVector.zero(S);
      DoubleVector odd = DoubleVector.zero(S);
      int at = j;
      for (; at + cols < x.length; at += 2 * cols) {
        even = even.add(DoubleVector.fromArray(S, x, at));
        odd = odd.add(DoubleVector.fromArray(S, x, at + cols));
      }
      if (at < x.length) {
        even = even.add(DoubleVector.fromArray(S, x, at));
      }
      even.add(odd).intoArray(sums, j);
    }
  }

  private static void narrow(double[] x, double[] sums) {
    int cols = sums.length;
    for (int j = 0; j < cols; j++) {
      double sum0 = 0;
      double sum1 = 0;
      int at = j;
      for (; at + cols < x.length; at += 2 * cols) {
        sum0 += x[at];
        sum1 += x[at + cols];
      }
      sums[j] = sum0 + sum1 + (at < x.length ? x[at] : 0);
    }
  }

  private static double sum(double[] x) {
    DoubleVector sum = DoubleVector.zero(S);
    int i = 0;
    for (; i <= x.length - L; i += L) {
      sum = sum.add(DoubleVector.fromArray(S, x, i));
    }
    double rest = 0;
    for (; i < x.length; i++) {
      rest += x[i];
    }
    return sum.reduceLanes(VectorOperators.ADD) + rest;
  }
}
