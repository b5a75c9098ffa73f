// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatPlainRows

/** Steps of {@link DoubleRowKernels}, in plain Java. */
final class DoublePlainRows {
  /** Rows are taken together up to this many elements, which the first-level cache holds. */
  private static final int ELEMENTS = 1024;

  private DoublePlainRows() {}

  static int atOnce(int cols) {
    return Math.max(1, ELEMENTS / Math.max(1, cols));
  }

  static double max(double[] x, int at, int cols) {
    double m = x[at];
    for (int j = at + 1; j < at + cols; j++) {
      m = x[j] > m ? x[j] : m;
    }
    return m;
  }

  /** Ones apart: one of them, exactly 1, is the largest's own. */
  static double rest(double[] e, int at, int cols) {
    double sum = 0;
    int ones = 0;
    for (int j = at; j < at + cols; j++) {
      ones += e[j] >= 1 ? 1 : 0;
      sum += e[j] >= 1 ? 0 : e[j];
    }
    return sum + (ones - 1);
  }

  /** The maximum, unless there is a NaN. */
  static double ofInfinite(double[] x, int at, int cols, double m) {
    double result = m;
    for (int j = at; j < at + cols; j++) {
      result = Double.isNaN(x[j]) ? x[j] : result;
    }
    return result;
  }
}
