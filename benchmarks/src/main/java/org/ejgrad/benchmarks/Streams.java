// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.Arrays;

/**
 * Reads arrays and writes some of them, each once, on two threads: the least that a step of such
 * arrays can take. What is written is the mean of what is read, so that nothing can be left out.
 */
final class Streams {
  /** 16 KiB, half of a first-level cache. */
  private static final int CHUNK = 2048;

  private final double[][] arrays;
  private final int written;
  private final int length;
  private final TwoThreads threads = new TwoThreads();

  /**
   * Arrays of normal numbers.
   *
   * @param written of those that are read
   */
  Streams(int read, int written, int length) {
    this.written = written;
    this.length = length;
    arrays = new double[Math.max(read, written)][];
    for (int k = 0; k < arrays.length; k++) {
      arrays[k] = Seeded.normal(40 + k, length, 1, 1).data;
    }
  }

  /** Goes through all once. */
  void run() {
    threads.run(length, CHUNK, this::pass);
  }

  private void pass(int from, int to) {
    double[] mean = new double[CHUNK];
    double share = 1.0 / arrays.length;
    for (int base = from; base < to; base += CHUNK) {
      int count = Math.min(CHUNK, to - base);
      Arrays.fill(mean, 0);
      for (double[] array : arrays) {
        addScaled(mean, share, array, base, count);
      }
      for (int k = 0; k < written; k++) {
        System.arraycopy(mean, 0, arrays[k], base, count);
      }
    }
  }

  private static void addScaled(double[] sum, double scale, double[] x, int base, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += scale * x[base + i];
    }
  }

  /** An element of an array, for tests. */
  double at(int array, int index) {
    return arrays[array][index];
  }
}
