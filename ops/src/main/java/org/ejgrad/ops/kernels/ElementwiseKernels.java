// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/**
 * Elementwise loops in plain Java, one each: an operator passed as a lambda and called for each
 * element costs ten times as much. An element's value does not depend on its place. Inputs first,
 * then the result, which may be one of the inputs at the same place.
 */
public final class ElementwiseKernels {
  private ElementwiseKernels() {}

  /** y = -x. */
  public static void negative(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = -v;
    }
  }

  /** y = 1 / x. */
  public static void reciprocal(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = 1 / v;
    }
  }

  /** y = exp(x). */
  public static void exp(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.exp(v);
    }
  }

  /** y = log(x). */
  public static void log(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.log(v);
    }
  }

  /** y = sqrt(x), and 0 for -0, so that the slope there is +infinity too. */
  public static void sqrt(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.sqrt(v) + 0.0;
    }
  }

  /** y = x * x. */
  public static void square(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = v * v;
    }
  }

  /** y = tanh(x). */
  public static void tanh(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.tanh(v);
    }
  }

  /**
   * y = 1 / (1 + exp(-x)), from exp(-|x|), which is small where y is near 0 or 1: y is off by half
   * a unit in the last place there, and so its slope y (1 - y) by less than 1.2e-16 everywhere.
   */
  public static void sigmoid(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      double e = Math.exp(-Math.abs(v));
      double tail = e / (1 + e);
      y[yAt + i] = v >= 0 ? 1 - tail : tail;
    }
  }

  /** y = max(x, 0); NaN stays NaN. */
  public static void relu(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.max(v, 0);
    }
  }

  /** y = log(1 + exp(x)), as max(x, 0) + log1p(exp(-|x|)), which is exact in both tails. */
  public static void softplus(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
    }
  }

  /** y = abs(x). */
  public static void abs(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.abs(v);
    }
  }

  /** y = sin(x). */
  public static void sin(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.sin(v);
    }
  }

  /** y = cos(x). */
  public static void cos(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.cos(v);
    }
  }

  /** y = -1, 0 or 1, with the sign of x; NaN stays NaN. */
  public static void sign(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.signum(v);
    }
  }

  /** y = 1 for x > 0, otherwise 0; NaN stays NaN. */
  public static void step(double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = v > 0 ? 1 : Double.isNaN(v) ? v : 0;
    }
  }

  /** y = x * c. */
  public static void scale(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = v * c;
    }
  }

  /** y = x + c. */
  public static void shift(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = v + c;
    }
  }

  /** y = x / c. */
  public static void divide(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = v / c;
    }
  }

  /** y = pow(x, c). */
  public static void power(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.pow(v, c);
    }
  }

  /** y = a - b. */
  public static void minus(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u - v;
    }
  }

  /** y = a * b. */
  public static void times(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u * v;
    }
  }

  /** y = a / b. */
  public static void divide(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u / v;
    }
  }

  /** y = pow(a, b). */
  public static void power(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = Math.pow(u, v);
    }
  }

  /** y = the larger of a and b; NaN wins. */
  public static void maximum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = Math.max(u, v);
    }
  }

  /** y = the smaller of a and b; NaN wins. */
  public static void minimum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = Math.min(u, v);
    }
  }

  /**
   * y = a b, and 0 wherever one of them is 0, whatever the other holds: a cotangent of 0 lets
   * nothing through, and neither does a slope of 0. Only a product that is NaN needs a second look.
   */
  public static void carry(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      double p = u * v;
      y[yAt + i] = Double.isNaN(p) && (u == 0 || v == 0) ? 0 : p + 0.0;
    }
  }

  /** y = 1 where a equals b or both are NaN, otherwise 0. */
  public static void same(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u == v || (Double.isNaN(u) && Double.isNaN(v)) ? 1 : 0;
    }
  }

  /** y = the share of a in max(a, b): 1, 0, or 1/2 for equals. */
  public static void shareOfMaximum(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u > v ? 1 : u < v ? 0 : u == v ? 0.5 : Double.NaN;
    }
  }

  /** y = a < b ? 1 : 0. */
  public static void lessThan(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u < v ? 1 : 0;
    }
  }

  /** y = a <= b ? 1 : 0. */
  public static void lessOrEqual(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u <= v ? 1 : 0;
    }
  }

  /** y = a == b ? 1 : 0. */
  public static void equalTo(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = u == v ? 1 : 0;
    }
  }

  /** y = log(1 + exp(a)) - a b, exact in both tails where b is 0 or 1. */
  public static void sigmoidCrossEntropy(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double u = a[aAt + i];
      double v = b[bAt + i];
      y[yAt + i] = Math.max(u, 0) - u * v + Math.log1p(Math.exp(-Math.abs(u)));
    }
  }

  /** y = a where the condition is not 0, otherwise b. */
  public static void select(
      double[] condition,
      int conditionAt,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] y,
      int yAt,
      int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = condition[conditionAt + i] != 0 ? a[aAt + i] : b[bAt + i];
    }
  }

  /** y = x held between two bounds; NaN stays. */
  public static void clip(
      double[] x, int xAt, double low, double high, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = Math.min(Math.max(v, low), high);
    }
  }
}
