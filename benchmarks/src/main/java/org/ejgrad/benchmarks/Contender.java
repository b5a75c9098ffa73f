// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

/** Who does the work; a column of the table. */
public enum Contender {
  /** This library. */
  EJGRAD("EJGrad"),

  /** By hand in plain Java: loops that the JIT compiles, and EJML's products. */
  PLAIN("by hand, plain + EJML"),

  /** By hand with the Vector API and OpenBLAS, on two threads where that is faster. */
  SIMD("by hand, SIMD + OpenBLAS"),

  /** PyTorch, eager, through org.bytedeco:pytorch. */
  PYTORCH("PyTorch"),

  /** TensorFlow Java, a graph in a session. */
  TENSORFLOW("TensorFlow Java"),

  /** ND4J's SameDiff. */
  SAMEDIFF("SameDiff");

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  /** The head of its column. */
  public String title() {
    return title;
  }

  /** Whether this is another framework. */
  public boolean isPeer() {
    return compareTo(SIMD) > 0;
  }
}
