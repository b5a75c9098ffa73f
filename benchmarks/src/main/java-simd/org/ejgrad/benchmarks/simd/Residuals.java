// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import static org.ejgrad.benchmarks.simd.VectorFunctions.L;
import static org.ejgrad.benchmarks.simd.VectorFunctions.S;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The losses and the first cotangents. */
final class Residuals {
  private Residuals() {}

  /**
   * z = (sigmoid(z) - t) / rows. The lanes' factors between 1 and 2 are multiplied first, so that
   * one logarithm does for a vector.
   */
  static double sigmoid(double[] z, double[] t) {
    int rows = z.length;
    DoubleVector one = DoubleVector.broadcast(S, 1);
    DoubleVector linear = DoubleVector.zero(S);
    double logs = 0;
    int i = 0;
    for (; i <= rows - L; i += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, i);
      DoubleVector target = DoubleVector.fromArray(S, t, i);
      DoubleVector e = VectorFunctions.exp(x.abs().neg());
      DoubleVector below = one.div(e.add(1));
      DoubleVector y = e.mul(below).blend(below, x.compare(VectorOperators.GE, 0));
      linear = linear.add(x.max(0).sub(x.mul(target)));
      logs += Math.log(e.add(1).reduceLanes(VectorOperators.MUL));
      y.sub(target).mul(1.0 / rows).intoArray(z, i);
    }
    double loss = linear.reduceLanes(VectorOperators.ADD) + logs;
    for (; i < rows; i++) {
      double e = Math.exp(-Math.abs(z[i]));
      loss += Math.max(z[i], 0) - z[i] * t[i] + Math.log1p(e);
      z[i] = ((z[i] >= 0 ? 1 : e) / (1 + e) - t[i]) / rows;
    }
    return loss / rows;
  }

  /** z = (softmax(z) - t) / rows, for rows of few classes. */
  static double softmax(double[] z, double[] t, int rows, int cols) {
    double loss = 0;
    for (int i = 0; i < rows; i++) {
      int at = i * cols;
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < cols; j++) {
        max = Math.max(max, z[at + j]);
      }
      double sum = 0;
      for (int j = 0; j < cols; j += L) {
        VectorMask<Double> in = S.indexInRange(j, cols);
        DoubleVector x = DoubleVector.fromArray(S, z, at + j, in).sub(max);
        DoubleVector target = DoubleVector.fromArray(S, t, at + j, in);
        loss -= target.mul(x).reduceLanes(VectorOperators.ADD);
        DoubleVector e = VectorFunctions.exp(x);
        sum += e.reduceLanes(VectorOperators.ADD, in);
        e.intoArray(z, at + j, in);
      }
      loss += Math.log(sum);
      double scale = 1 / sum;
      for (int j = 0; j < cols; j += L) {
        VectorMask<Double> in = S.indexInRange(j, cols);
        DoubleVector p = DoubleVector.fromArray(S, z, at + j, in).mul(scale);
        DoubleVector target = DoubleVector.fromArray(S, t, at + j, in);
        p.sub(target).mul(1.0 / rows).intoArray(z, at + j, in);
      }
    }
    return loss / rows;
  }
}
