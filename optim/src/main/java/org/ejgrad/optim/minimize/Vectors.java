// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/** Loops over vectors. Results are new arrays unless said otherwise. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The Euclidean norm, without overflow. */
  static double norm(double[] a) {
    double largest = maxAbs(a);
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double x : a) {
      sum += x / largest * (x / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** The largest absolute element, 0 of none; NaN wins. */
  static double maxAbs(double[] a) {
    double largest = 0;
    for (double x : a) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }

  static boolean allFinite(double[] a) {
    return firstNotFinite(a) < 0;
  }

  /** The index of the first element that is NaN or infinite; -1 if there is none. */
  static int firstNotFinite(double[] a) {
    for (int i = 0; i < a.length; i++) {
      if (!Double.isFinite(a[i])) {
        return i;
      }
    }
    return -1;
  }

  /** c a. */
  static double[] scaled(double c, double[] a) {
    double[] y = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      y[i] = c * a[i];
    }
    return y;
  }

  /** a - b. */
  static double[] minus(double[] a, double[] b) {
    return plusScaled(a, -1, b);
  }

  /** a + c b. */
  static double[] plusScaled(double[] a, double c, double[] b) {
    double[] y = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      y[i] = a[i] + c * b[i];
    }
    return y;
  }

  /** a + c b, into a. */
  static void addScaled(double[] a, double c, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += c * b[i];
    }
  }
}
