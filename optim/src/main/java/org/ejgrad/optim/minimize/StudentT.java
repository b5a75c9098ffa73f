// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

/** Student's t distribution. */
final class StudentT {
  private StudentT() {}

  /** P(T &lt;= t): through the incomplete beta function (Abramowitz and Stegun 1964, 26.7.1). */
  static double probability(double t, double degreesOfFreedom) {
    return t < 0
        ? twoSided(-t, degreesOfFreedom, true) / 2
        : 0.5 + twoSided(t, degreesOfFreedom, false) / 2;
  }

  /**
   * The t with P(T &lt;= t) = p.
   *
   * @param p in (0, 1)
   * @param degreesOfFreedom finite and above 0
   */
  static double quantile(double p, double degreesOfFreedom) {
    checkArgument(p > 0 && p < 1, "t quantile, p: must be in (0, 1), got %s", p);
    requireDegrees(degreesOfFreedom);
    if (p == 0.5) {
      return 0;
    }
    // Of middle and tail the smaller one, which is exact in all its digits.
    boolean inTail = Math.abs(p - 0.5) > 0.25;
    double share = inTail ? 2 * Math.min(p, 1 - p) : 2 * Math.abs(p - 0.5);
    double t = distance(inTail, share, degreesOfFreedom);
    return p < 0.5 ? -t : t;
  }

  /**
   * The t with P(|T| &lt;= t) = level, to all digits of level and of 1 - level; as (1 + level) / 2
   * a level near 1 would lose its tail.
   *
   * @param level in (0, 1)
   * @param degreesOfFreedom finite and above 0
   */
  static double halfWidth(double level, double degreesOfFreedom) {
    checkArgument(level > 0 && level < 1, "t interval, level: must be in (0, 1), got %s", level);
    requireDegrees(degreesOfFreedom);
    boolean inTail = level > 0.5;
    return distance(inTail, inTail ? 1 - level : level, degreesOfFreedom);
  }

  private static void requireDegrees(double degreesOfFreedom) {
    checkArgument(
        degreesOfFreedom > 0 && degreesOfFreedom < Double.POSITIVE_INFINITY,
        "t quantile, degrees of freedom: must be finite and > 0, got %s",
        degreesOfFreedom);
  }

  /** The t &gt;= 0 with this share beyond -t and t, or between them. */
  private static double distance(boolean inTail, double share, double degreesOfFreedom) {
    double low = 0;
    double high = 1;
    while (isBelow(high, degreesOfFreedom, inTail, share)) {
      low = high;
      high *= 2;
    }
    // Bisection to the last bit: some 60 steps, and nothing that could go astray.
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return high;
      }
      if (isBelow(middle, degreesOfFreedom, inTail, share)) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  private static boolean isBelow(double t, double nu, boolean inTail, double share) {
    double reached = twoSided(t, nu, inTail);
    return inTail ? reached > share : reached < share;
  }

  /**
   * P(|T| &gt; t), or P(|T| &lt;= t), for t &gt;= 0: I_x(nu / 2, 1 / 2) and I_y(1 / 2, nu / 2) with
   * x = nu / (nu + t^2) and y = 1 - x, the second by its series (Abramowitz and Stegun 1964,
   * 26.5.4), the first by the continued fraction 26.5.8, where they converge fast; elsewhere each
   * as 1 minus the other.
   */
  private static double twoSided(double t, double nu, boolean tail) {
    double q = t / nu * t;
    if (q == 0 || q == Double.POSITIVE_INFINITY) {
      return tail == (q == 0) ? 1 : 0;
    }
    double a = nu / 2;
    double b = 0.5;
    double x = 1 / (1 + q);
    double y = q / (1 + q);
    // Logarithms of x and y from q: with many degrees x is 1 but for its last digits.
    double logFront =
        logGammaRatio(a) - 0.5 * Math.log(Math.PI) - (a + b) * Math.log1p(q) + b * Math.log(q);
    double front = Math.exp(logFront);
    // With many degrees 1 - x in the fraction of the tail cancels.
    boolean byMiddle = y < (b + 1) / (a + b + 2) || (nu > 1e4 && t < 5);
    double part = byMiddle ? front / b * betaSeries(b, a, y) : front / a * betaFraction(a, b, x);
    return tail == byMiddle ? 1 - part : part;
  }

  /** 1 + (a + b) / (a + 1) x + (a + b)(a + b + 1) / (a + 1)(a + 2) x^2 + ...: no term below 0. */
  private static double betaSeries(double a, double b, double x) {
    double sum = 1;
    double term = 1;
    for (int n = 0; n < 10_000 && term > 1e-17 * sum; n++) {
      term *= (a + b + n) / (a + 1 + n) * x;
      sum += term;
    }
    return sum;
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

  /** log Gamma(x + 1/2) - log Gamma(x) for x &gt; 0: the series of Stirling's for large x. */
  private static double logGammaRatio(double x) {
    double shift = 0;
    double z = x;
    while (z < 20) {
      // Gamma(z + 3/2) / Gamma(z + 1) = (z + 1/2) / z Gamma(z + 1/2) / Gamma(z)
      shift += Math.log(z / (z + 0.5));
      z += 1;
    }
    double w = 1 / (z * z);
    double series =
        (-1.0 / 8 + w * (1.0 / 192 + w * (-1.0 / 640 + w * (17.0 / 14336 + w * (-31.0 / 18432)))))
            / z;
    return 0.5 * Math.log(z) + series + shift;
  }
}
