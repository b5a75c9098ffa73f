// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static org.ejgrad.ops.kernels.VectorMath.L;
import static org.ejgrad.ops.kernels.VectorMath.S;

import jdk.incubator.vector.DoubleVector;

/** Comparisons and choices by vectors, in the manner of {@link SimdArithmetic}. */
final class SimdChoices {
  private SimdChoices() {}

  static void carry(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.carry(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      u.mul(v).add(0).blend(0, u.compare(EQ, 0).or(v.compare(EQ, 0))).intoArray(y, yAt + i);
    }
    aTail
        .mul(bTail)
        .add(0)
        .blend(0, aTail.compare(EQ, 0).or(bTail.compare(EQ, 0)))
        .intoArray(y, yAt + last);
  }

  static void same(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.same(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector zero = DoubleVector.broadcast(S, 0);
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      zero.blend(1, u.compare(EQ, v).or(u.compare(NE, u).and(v.compare(NE, v))))
          .intoArray(y, yAt + i);
    }
    zero.blend(
            1, aTail.compare(EQ, bTail).or(aTail.compare(NE, aTail).and(bTail.compare(NE, bTail))))
        .intoArray(y, yAt + last);
  }

  static void shareOfMaximum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.shareOfMaximum(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector nan = DoubleVector.broadcast(S, Double.NaN);
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      nan.blend(1, u.compare(GT, v))
          .blend(0, u.compare(LT, v))
          .blend(0.5, u.compare(EQ, v))
          .intoArray(y, yAt + i);
    }
    nan.blend(1, aTail.compare(GT, bTail))
        .blend(0, aTail.compare(LT, bTail))
        .blend(0.5, aTail.compare(EQ, bTail))
        .intoArray(y, yAt + last);
  }

  static void lessThan(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.lessThan(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector zero = DoubleVector.broadcast(S, 0);
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      zero.blend(1, u.compare(LT, v)).intoArray(y, yAt + i);
    }
    zero.blend(1, aTail.compare(LT, bTail)).intoArray(y, yAt + last);
  }

  static void lessOrEqual(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.lessOrEqual(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector zero = DoubleVector.broadcast(S, 0);
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      zero.blend(1, u.compare(LE, v)).intoArray(y, yAt + i);
    }
    zero.blend(1, aTail.compare(LE, bTail)).intoArray(y, yAt + last);
  }

  static void equalTo(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.equalTo(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector zero = DoubleVector.broadcast(S, 0);
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      zero.blend(1, u.compare(EQ, v)).intoArray(y, yAt + i);
    }
    zero.blend(1, aTail.compare(EQ, bTail)).intoArray(y, yAt + last);
  }

  static void select(
      double[] condition,
      int conditionAt,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] y,
      int yAt,
      int n) {
    if (n < L) {
      ElementwiseKernels.select(condition, conditionAt, a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector conditionTail = DoubleVector.fromArray(S, condition, conditionAt + last);
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector w = DoubleVector.fromArray(S, condition, conditionAt + i);
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      v.blend(u, w.compare(NE, 0)).intoArray(y, yAt + i);
    }
    bTail.blend(aTail, conditionTail.compare(NE, 0)).intoArray(y, yAt + last);
  }
}
