// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/**
 * The tier of {@code jdk.incubator.vector}, found by {@link java.util.ServiceLoader} so that
 * nothing else names it: where that module is absent, no class of this tier is touched.
 */
public final class SimdTier
    implements KernelTier,
        SimdElementwise,
        DoubleSimdSums,
        FloatSimdSums,
        DoubleSimdRows,
        FloatSimdRows {
  /** For the service loader. */
  public SimdTier() {}

  @Override
  public String description() {
    return "simd, vectors of " + SimdSpecies.DOUBLE.vectorBitSize() + " bits";
  }

  /** An x86 processor with vectors below 256 bits has no multiply-add, and Java's is slow then. */
  @Override
  public boolean pays() {
    String processor = System.getProperty("os.arch", "");
    boolean x86 = processor.equals("amd64") || processor.equals("x86_64");
    return SimdSpecies.DOUBLE_LANES >= (x86 ? 4 : 2);
  }

  @Override
  public double sum(double[] x, int xAt, int n) {
    return SimdSums.sum(x, xAt, n);
  }

  @Override
  public double sum(float[] x, int xAt, int n) {
    return SimdSums.sum(x, xAt, n);
  }
}
