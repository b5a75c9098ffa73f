// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static jdk.incubator.vector.VectorOperators.GT;
import static org.ejgrad.ops.kernels.VectorMath.L;
import static org.ejgrad.ops.kernels.VectorMath.LN2;
import static org.ejgrad.ops.kernels.VectorMath.S;
import static org.ejgrad.ops.kernels.VectorMath.SQRT2;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * Transcendental functions by vectors. A range below one vector goes an element at a time through
 * the same vector code, so that an element's value does not depend on its place. A loop has one
 * place where its function is called, whatever the vector comes from: a second would not be inlined
 * (see {@link VectorMath}).
 */
final class SimdFunctions {
  private SimdFunctions() {}

  static void exp(double[] x, int xAt, double[] y, int yAt, int n) {
    int last = n - L;
    int stride = last < 0 ? 1 : L;
    DoubleVector tail = DoubleVector.zero(S);
    if (last >= 0) {
      tail = DoubleVector.fromArray(S, x, xAt + last);
    }
    for (int i = 0; i < n; i += stride) {
      DoubleVector v =
          last < 0
              ? DoubleVector.broadcast(S, x[xAt + i])
              : i < last ? DoubleVector.fromArray(S, x, xAt + i) : tail;
      DoubleVector r = VectorMath.exp(v);
      if (last < 0) {
        y[yAt + i] = r.lane(0);
      } else {
        r.intoArray(y, yAt + Math.min(i, last));
      }
    }
  }

  static void log(double[] x, int xAt, double[] y, int yAt, int n) {
    int last = n - L;
    int stride = last < 0 ? 1 : L;
    DoubleVector tail = DoubleVector.zero(S);
    if (last >= 0) {
      tail = DoubleVector.fromArray(S, x, xAt + last);
    }
    for (int i = 0; i < n; i += stride) {
      DoubleVector v =
          last < 0
              ? DoubleVector.broadcast(S, x[xAt + i])
              : i < last ? DoubleVector.fromArray(S, x, xAt + i) : tail;
      DoubleVector r = VectorMath.log(v);
      if (last < 0) {
        y[yAt + i] = r.lane(0);
      } else {
        r.intoArray(y, yAt + Math.min(i, last));
      }
    }
  }

  static void tanh(double[] x, int xAt, double[] y, int yAt, int n) {
    int last = n - L;
    int stride = last < 0 ? 1 : L;
    DoubleVector tail = DoubleVector.zero(S);
    if (last >= 0) {
      tail = DoubleVector.fromArray(S, x, xAt + last);
    }
    for (int i = 0; i < n; i += stride) {
      DoubleVector v =
          last < 0
              ? DoubleVector.broadcast(S, x[xAt + i])
              : i < last ? DoubleVector.fromArray(S, x, xAt + i) : tail;
      DoubleVector r = VectorMath.tanh(v);
      if (last < 0) {
        y[yAt + i] = r.lane(0);
      } else {
        r.intoArray(y, yAt + Math.min(i, last));
      }
    }
  }

  /** The plain formula: from exp(-|x|), which is small where y is near 0 or 1. */
  static void sigmoid(double[] x, int xAt, double[] y, int yAt, int n) {
    int last = n - L;
    int stride = last < 0 ? 1 : L;
    DoubleVector tail = DoubleVector.zero(S);
    if (last >= 0) {
      tail = DoubleVector.fromArray(S, x, xAt + last);
    }
    for (int i = 0; i < n; i += stride) {
      DoubleVector v =
          last < 0
              ? DoubleVector.broadcast(S, x[xAt + i])
              : i < last ? DoubleVector.fromArray(S, x, xAt + i) : tail;
      DoubleVector e = VectorMath.exp(v.abs().neg());
      DoubleVector low = e.div(e.add(1));
      DoubleVector high = DoubleVector.broadcast(S, 1).sub(low);
      DoubleVector r = low.blend(high, v.compare(VectorOperators.GE, 0));
      if (last < 0) {
        y[yAt + i] = r.lane(0);
      } else {
        r.intoArray(y, yAt + Math.min(i, last));
      }
    }
  }

  static void softplus(double[] x, int xAt, double[] y, int yAt, int n) {
    softplusMinusProduct(x, xAt, null, 0, y, yAt, n);
  }

  static void sin(double[] x, int xAt, double[] y, int yAt, int n) {
    int last = n - L;
    int stride = last < 0 ? 1 : L;
    DoubleVector tail = DoubleVector.zero(S);
    if (last >= 0) {
      tail = DoubleVector.fromArray(S, x, xAt + last);
    }
    for (int i = 0; i < n; i += stride) {
      DoubleVector v =
          last < 0
              ? DoubleVector.broadcast(S, x[xAt + i])
              : i < last ? DoubleVector.fromArray(S, x, xAt + i) : tail;
      DoubleVector r = VectorMath.sin(v);
      if (last < 0) {
        y[yAt + i] = far(x[xAt + i]) ? Math.sin(x[xAt + i]) : r.lane(0);
      } else {
        r.intoArray(y, yAt + Math.min(i, last));
        if (v.abs().compare(GT, VectorMath.TRIGONOMETRY_LIMIT).anyTrue()) {
          sinOfFar(v, y, yAt + Math.min(i, last));
        }
      }
    }
  }

  private static void sinOfFar(DoubleVector v, double[] y, int yAt) {
    for (int lane = 0; lane < L; lane++) {
      double u = v.lane(lane);
      if (far(u)) {
        y[yAt + lane] = Math.sin(u);
      }
    }
  }

  static void cos(double[] x, int xAt, double[] y, int yAt, int n) {
    int last = n - L;
    int stride = last < 0 ? 1 : L;
    DoubleVector tail = DoubleVector.zero(S);
    if (last >= 0) {
      tail = DoubleVector.fromArray(S, x, xAt + last);
    }
    for (int i = 0; i < n; i += stride) {
      DoubleVector v =
          last < 0
              ? DoubleVector.broadcast(S, x[xAt + i])
              : i < last ? DoubleVector.fromArray(S, x, xAt + i) : tail;
      DoubleVector r = VectorMath.cos(v);
      if (last < 0) {
        y[yAt + i] = far(x[xAt + i]) ? Math.cos(x[xAt + i]) : r.lane(0);
      } else {
        r.intoArray(y, yAt + Math.min(i, last));
        if (v.abs().compare(GT, VectorMath.TRIGONOMETRY_LIMIT).anyTrue()) {
          cosOfFar(v, y, yAt + Math.min(i, last));
        }
      }
    }
  }

  private static void cosOfFar(DoubleVector v, double[] y, int yAt) {
    for (int lane = 0; lane < L; lane++) {
      double u = v.lane(lane);
      if (far(u)) {
        y[yAt + lane] = Math.cos(u);
      }
    }
  }

  private static boolean far(double x) {
    return Math.abs(x) > VectorMath.TRIGONOMETRY_LIMIT;
  }

  static void sigmoidCrossEntropy(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    softplusMinusProduct(a, aAt, b, bAt, y, yAt, n);
  }

  /**
   * y = max(a, 0) - a b + log(1 + u) with u = exp(-|a|), where no b means no product. The logarithm
   * is {@link VectorMath#log} without the exponent: where u exceeds sqrt(2) - 1, 1 + u is halved.
   * It stands here in full, because after exp another method would no longer be inlined.
   */
  private static void softplusMinusProduct(
      double[] a, int aAt, double @Nullable [] b, int bAt, double[] y, int yAt, int n) {
    int last = n - L;
    int stride = last < 0 ? 1 : L;
    DoubleVector aTail = DoubleVector.zero(S);
    DoubleVector bTail = aTail;
    if (last >= 0) {
      aTail = DoubleVector.fromArray(S, a, aAt + last);
      if (b != null) {
        bTail = DoubleVector.fromArray(S, b, bAt + last);
      }
    }
    for (int i = 0; i < n; i += stride) {
      DoubleVector w =
          last < 0
              ? DoubleVector.broadcast(S, a[aAt + i])
              : i < last ? DoubleVector.fromArray(S, a, aAt + i) : aTail;
      DoubleVector r = w.max(0);
      if (b != null) {
        DoubleVector v =
            last < 0
                ? DoubleVector.broadcast(S, b[bAt + i])
                : i < last ? DoubleVector.fromArray(S, b, bAt + i) : bTail;
        r = r.sub(w.mul(v));
      }
      DoubleVector u = VectorMath.exp(w.abs().neg());
      DoubleVector f = u.blend(u.sub(1).mul(0.5), u.compare(GT, SQRT2 - 1));
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector rest =
          DoubleVector.broadcast(S, 2 / 21.0)
              .fma(z, DoubleVector.broadcast(S, 2 / 19.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 17.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 15.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 13.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 11.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 9.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 7.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 5.0))
              .fma(z, DoubleVector.broadcast(S, 2 / 3.0))
              .mul(z);
      DoubleVector halfSquare = f.mul(f).mul(0.5);
      DoubleVector log = f.sub(halfSquare.sub(s.mul(halfSquare.add(rest))));
      r = r.add(log.add(DoubleVector.broadcast(S, 0).blend(LN2, u.compare(GT, SQRT2 - 1))));
      if (last < 0) {
        y[yAt + i] = r.lane(0);
      } else {
        r.intoArray(y, yAt + Math.min(i, last));
      }
    }
  }
}
