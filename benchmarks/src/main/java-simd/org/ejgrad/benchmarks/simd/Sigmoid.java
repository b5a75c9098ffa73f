// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** Sigmoid over layers; a method for each loop, so that each is compiled small. */
final class Sigmoid {
  private Sigmoid() {}

  /** z = sigmoid(z + bias) for rows of whole vectors. */
  static void wide(double[] z, double[] bias, int from, int to) {
    int cols = bias.length;
    for (int j = 0; j < cols; j += L) {
      DoubleVector b = DoubleVector.fromArray(S, bias, j);
      for (int at = from + j; at < to; at += cols) {
        VectorFunctions.sigmoid(DoubleVector.fromArray(S, z, at).add(b)).intoArray(z, at);
      }
    }
  }

  /** z = sigmoid(z). */
  static void flat(double[] z, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      VectorFunctions.sigmoid(DoubleVector.fromArray(S, z, i)).intoArray(z, i);
    }
    if (i < to) {
      rest(z, i, to);
    }
  }

  private static void rest(double[] z, int i, int to) {
    VectorMask<Double> in = S.indexInRange(i, to);
    VectorFunctions.sigmoid(DoubleVector.fromArray(S, z, i, in)).intoArray(z, i, in);
  }
}
