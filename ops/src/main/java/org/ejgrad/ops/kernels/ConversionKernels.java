// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/** Copies from one precision to the other. */
public interface ConversionKernels {
  /** y = x, rounded to the nearest float. */
  default void copy(double[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = (float) x[xAt + i];
    }
  }

  /** y = x, exactly. */
  default void copy(float[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = x[xAt + i];
    }
  }
}
