// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

/**
 * Tells whether a file's numbers can fit the heap at all: a small packed file may honestly hold a
 * thousand times its size, and is refused with a message instead of an {@link OutOfMemoryError}.
 */
final class HeapBound {
  /** The longest array that every virtual machine allows. */
  static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private HeapBound() {}

  /** Whether so many doubles are an array's worth and take at most three quarters of the heap. */
  static boolean allows(long doubles) {
    return doubles <= LONGEST_ARRAY
        && doubles * Double.BYTES <= Runtime.getRuntime().maxMemory() / 4 * 3;
  }

  /** The part of a message that says how much would be needed. */
  static String refusal(long doubles) {
    return "the numbers must fit the heap, got %d numbers of 8 bytes, a heap of %d MiB. Raise -Xmx"
        .formatted(doubles, Runtime.getRuntime().maxMemory() >> 20);
  }
}
