// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/**
 * The OpenBLAS of {@code org.bytedeco:openblas}, called through netlib: its JNI pins arrays of the
 * heap, where JavaCPP's own calls would copy them. Both see one and the same library.
 */
final class OpenBlas {
  private static final String NETLIB_PATH = "dev.ludovic.netlib.blas.nativeLibPath";
  private static final int THREADS = 2;

  private OpenBlas() {}

  static BLAS load() {
    String path = Loader.load(openblas.class);
    openblas.blas_set_num_threads(THREADS);
    System.setProperty(NETLIB_PATH, path);
    return NativeBLAS.getInstance();
  }

  static String version() {
    try {
      return "OpenBLAS " + Loader.getVersion("org.bytedeco", "openblas") + " through netlib";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
