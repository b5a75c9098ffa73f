// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static org.ejgrad.ops.kernels.VectorMath.L;
import static org.ejgrad.ops.kernels.VectorMath.S;

import jdk.incubator.vector.DoubleVector;

/**
 * Arithmetic by vectors; results equal those of the plain loops to the bit, so ranges below one
 * vector take these. The last vector ends where the range ends and overlaps the one before it: it
 * is loaded ahead, for the loop may write over its elements when it runs in place.
 */
final class SimdArithmetic {
  private SimdArithmetic() {}

  static void negative(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.negative(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.neg().intoArray(y, yAt + i);
    }
    tail.neg().intoArray(y, yAt + last);
  }

  static void reciprocal(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.reciprocal(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector one = DoubleVector.broadcast(S, 1);
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      one.div(v).intoArray(y, yAt + i);
    }
    one.div(tail).intoArray(y, yAt + last);
  }

  static void sqrt(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.sqrt(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      // -0 becomes 0, whose slope is +infinity.
      v.sqrt().add(0).intoArray(y, yAt + i);
    }
    tail.sqrt().add(0).intoArray(y, yAt + last);
  }

  static void square(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.square(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.mul(v).intoArray(y, yAt + i);
    }
    tail.mul(tail).intoArray(y, yAt + last);
  }

  static void relu(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.relu(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector zero = DoubleVector.broadcast(S, 0);
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.max(zero).intoArray(y, yAt + i);
    }
    tail.max(zero).intoArray(y, yAt + last);
  }

  static void abs(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.abs(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.abs().intoArray(y, yAt + i);
    }
    tail.abs().intoArray(y, yAt + last);
  }

  static void sign(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.sign(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.blend(1, v.compare(GT, 0)).blend(-1, v.compare(LT, 0)).intoArray(y, yAt + i);
    }
    tail.blend(1, tail.compare(GT, 0)).blend(-1, tail.compare(LT, 0)).intoArray(y, yAt + last);
  }

  static void step(double[] x, int xAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.step(x, xAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector zero = DoubleVector.broadcast(S, 0);
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      zero.blend(1, v.compare(GT, 0)).blend(v, v.compare(NE, v)).intoArray(y, yAt + i);
    }
    zero.blend(1, tail.compare(GT, 0)).blend(tail, tail.compare(NE, tail)).intoArray(y, yAt + last);
  }

  static void scale(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.scale(x, xAt, c, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.mul(c).intoArray(y, yAt + i);
    }
    tail.mul(c).intoArray(y, yAt + last);
  }

  static void shift(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.shift(x, xAt, c, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.add(c).intoArray(y, yAt + i);
    }
    tail.add(c).intoArray(y, yAt + last);
  }

  static void divide(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.divide(x, xAt, c, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.div(c).intoArray(y, yAt + i);
    }
    tail.div(c).intoArray(y, yAt + last);
  }

  static void clip(double[] x, int xAt, double low, double high, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.clip(x, xAt, low, high, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector tail = DoubleVector.fromArray(S, x, xAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xAt + i);
      v.max(low).min(high).intoArray(y, yAt + i);
    }
    tail.max(low).min(high).intoArray(y, yAt + last);
  }

  static void minus(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.minus(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      u.sub(v).intoArray(y, yAt + i);
    }
    aTail.sub(bTail).intoArray(y, yAt + last);
  }

  static void times(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.times(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      u.mul(v).intoArray(y, yAt + i);
    }
    aTail.mul(bTail).intoArray(y, yAt + last);
  }

  static void divide(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.divide(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      u.div(v).intoArray(y, yAt + i);
    }
    aTail.div(bTail).intoArray(y, yAt + last);
  }

  static void maximum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.maximum(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      u.max(v).intoArray(y, yAt + i);
    }
    aTail.max(bTail).intoArray(y, yAt + last);
  }

  static void minimum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    if (n < L) {
      ElementwiseKernels.minimum(a, aAt, b, bAt, y, yAt, n);
      return;
    }
    int last = n - L;
    DoubleVector aTail = DoubleVector.fromArray(S, a, aAt + last);
    DoubleVector bTail = DoubleVector.fromArray(S, b, bAt + last);
    for (int i = 0; i < last; i += L) {
      DoubleVector u = DoubleVector.fromArray(S, a, aAt + i);
      DoubleVector v = DoubleVector.fromArray(S, b, bAt + i);
      u.min(v).intoArray(y, yAt + i);
    }
    aTail.min(bTail).intoArray(y, yAt + last);
  }
}
