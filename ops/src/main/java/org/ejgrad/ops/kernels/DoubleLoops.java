// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

// generates FloatLoops

/** Kinds of elementwise loops over ranges of arrays; y may be one of the inputs, at its place. */
public final class DoubleLoops {
  /** A loop y[yAt + i] = f(x[xAt + i]) for i below n. */
  @FunctionalInterface
  public interface Unary {
    void apply(double[] x, int xAt, double[] y, int yAt, int n);
  }

  /** A loop y[yAt + i] = f(x[xAt + i], c) for i below n. */
  @FunctionalInterface
  public interface WithNumber {
    void apply(double[] x, int xAt, /* always */ double c, double[] y, int yAt, int n);
  }

  /** A loop y[yAt + i] = f(a[aAt + i], b[bAt + i]) for i below n. */
  @FunctionalInterface
  public interface Binary {
    void apply(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n);
  }

  private DoubleLoops() {}
}
