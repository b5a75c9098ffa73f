// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** The type of number a program computes with, chosen when it is compiled. */
public enum Precision {
  /** {@code double}: 53 bits, about 16 digits. */
  FLOAT64(8),
  /** {@code float}: 24 bits, about 7 digits, up to 3.4e38. */
  FLOAT32(4);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }
}
