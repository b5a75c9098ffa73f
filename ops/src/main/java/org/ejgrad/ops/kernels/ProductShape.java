// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/** The largest product a kernel is made for: op(a) is m x k, op(b) is k x n. */
public record ProductShape(boolean transA, boolean transB, int m, int n, int k) {
  /** Multiply-adds. */
  long work() {
    return (long) m * n * k;
  }
}
