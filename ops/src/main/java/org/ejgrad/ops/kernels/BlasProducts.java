// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/**
 * Products by a native library where it is faster, otherwise by own loops; from shapes alone. A
 * call costs some 100 ns, and own loops of vectors are faster up to 64 x 64 x 64 and for vectors
 * and narrow matrices.
 */
final class BlasProducts implements ProductTier {
  /** Multiply-adds from which on a call is faster than plain loops. */
  private static final long BEYOND_PLAIN = 1 << 10;

  /** Multiply-adds from which on a call is faster than loops of vectors. */
  private static final long BEYOND_VECTORS = 1 << 18;

  private static final int NARROW = 16;

  private final ProductTier loops;
  private final BlasLibrary library;

  BlasProducts(ProductTier loops, BlasLibrary library) {
    this.loops = loops;
    this.library = library;
  }

  /**
   * Own loops of vectors of 512 bits measured 70 to 100 GFLOP/s against the 55 of an OpenBLAS that
   * took the processor for one without them.
   */
  static boolean pays(ProductTier loops, BlasLibrary library) {
    return loops.vectorBits() < 512 || library.hasLongVectors();
  }

  @Override
  public String description() {
    return library.description() + " through netlib, small ones " + loops.description();
  }

  @Override
  public DoubleMultiplier doubles(ProductShape shape) {
    return suits(shape) ? new DoubleBlasProduct(library.blas(), shape) : loops.doubles(shape);
  }

  @Override
  public FloatMultiplier floats(ProductShape shape) {
    return suits(shape) ? new FloatBlasProduct(library.blas(), shape) : loops.floats(shape);
  }

  boolean suits(ProductShape shape) {
    if (loops.vectorBits() == 0) {
      return shape.m() > 1 && shape.n() > 1 && shape.work() >= BEYOND_PLAIN;
    }
    return Math.min(shape.m(), Math.min(shape.n(), shape.k())) >= NARROW
        && shape.work() >= BEYOND_VECTORS;
  }
}
