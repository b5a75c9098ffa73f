// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Locale;

/**
 * A loaded native library.
 *
 * @param blas netlib's door to it
 * @param description for the report, such as "OpenBLAS 0.3.31 ... Haswell"
 * @param threads how its calls were made single-threaded, empty if they may not be
 */
record BlasLibrary(BLAS blas, String description, String threads) {
  boolean isSingleThreaded() {
    return !threads.isEmpty();
  }

  /** Whether it says of itself that it uses vectors of 512 bits. */
  boolean hasLongVectors() {
    String words = description.toLowerCase(Locale.ROOT);
    return words.contains("skylakex")
        || words.contains("cooperlake")
        || words.contains("sapphirerapids");
  }
}
