// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

/** Student's t distribution. */
final class StudentT {
  private StudentT() {}

  /** P(T &lt;= t): through the incomplete beta function (Abramowitz and Stegun 1964, 26.7.1). */
  static double probability(double t, double degreesOfFreedom) {
    return t < 0 ? upperTail(-t, degreesOfFreedom) : 1 - upperTail(t, degreesOfFreedom);
  }

  /** P(T &gt; t) for t &gt;= 0; exact also where it is small. */
  private static double upperTail(double t, double nu) {
    return incompleteBeta(nu / 2, 0.5, nu / (nu + t * t)) / 2;
  }

  /**
   * The t with P(T &lt;= t) = p.
   *
   * @param p in (0, 1)
   * @param degreesOfFreedom finite and above 0
   */
  static double quantile(double p, double degreesOfFreedom) {
    checkArgument(p > 0 && p < 1, "t quantile, p: must be in (0, 1), got %s", p);
    checkArgument(
        degreesOfFreedom > 0 && degreesOfFreedom < Double.POSITIVE_INFINITY,
        "t quantile, degrees of freedom: must be finite and > 0, got %s",
        degreesOfFreedom);
    if (p == 0.5) {
      return 0;
    }
    double tail = Math.min(p, 1 - p);
    double low = 0;
    double high = 1;
    while (upperTail(high, degreesOfFreedom) > tail) {
      low = high;
      high *= 2;
    }
    // Bisection to the last bit: some 60 steps, and nothing that could go astray.
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return p < 0.5 ? -high : high;
      }
      if (upperTail(middle, degreesOfFreedom) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** I_x(a, b), by the continued fraction of Abramowitz and Stegun 1964, 26.5.8. */
  private static double incompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double logFront =
        logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
    double front = Math.exp(logFront);
    // The fraction converges fast on this side; the other is its mirror image.
    return x < (a + 1) / (a + b + 2)
        ? front / a * betaFraction(a, b, x)
        : 1 - front / b * betaFraction(b, a, 1 - x);
  }

  /** 1 / (1 + d_1 / (1 + d_2 / ...)), evaluated from the front (Lentz 1976). */
  private static double betaFraction(double a, double b, double x) {
    double tiny = 1e-300;
    double c = 1;
    double d = reciprocal(1 - (a + b) * x / (a + 1), tiny);
    double fraction = d;
    for (int m = 1; m < 10_000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = reciprocal(1 + even * d, tiny);
      c = 1 + even / c;
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = reciprocal(1 + odd * d, tiny);
      c = 1 + odd / c;
      double change = d * c;
      fraction *= change;
      if (Math.abs(change - 1) < 1e-16) {
        break;
      }
    }
    return fraction;
  }

  private static double reciprocal(double x, double tiny) {
    return 1 / (Math.abs(x) < tiny ? tiny : x);
  }

  /** log Gamma(x) for x &gt; 0: Stirling's series above 10 (Abramowitz and Stegun 1964, 6.1.41). */
  private static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 10) {
      shift += Math.log(z);
      z += 1;
    }
    double w = 1 / (z * z);
    double series =
        (1.0 / 12
                - w
                    * (1.0 / 360
                        - w
                            * (1.0 / 1260
                                - w * (1.0 / 1680 - w * (1.0 / 1188 - w * 691 / 360360)))))
            / z;
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
