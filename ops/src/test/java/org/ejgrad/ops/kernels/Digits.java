// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import java.math.BigDecimal;
import java.math.MathContext;

/** Functions to forty digits and more, where StrictMath has an error or nothing. */
final class Digits {
  static final MathContext MANY = new MathContext(60);

  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");

  private Digits() {}

  /** The function of one argument or two. */
  static BigDecimal of(ElementwiseCase f, double x, double other) {
    BigDecimal one = BigDecimal.ONE;
    return switch (f) {
      case EXP -> exp(new BigDecimal(x));
      case ERF -> erf(x);
      case SIGMOID -> one.divide(one.add(exp(new BigDecimal(-x))), MANY);
      case TANH -> {
        BigDecimal e = exp(new BigDecimal(2 * x));
        yield e.subtract(one).divide(e.add(one), MANY);
      }
      case POWER -> exp(new BigDecimal(other).multiply(log(x), MANY));
      case TAN -> {
        // Of x less a multiple of pi, where both may have the other sign.
        BigDecimal turns = new BigDecimal(Math.rint(x / Math.PI));
        BigDecimal[] of = sinAndCos(new BigDecimal(x).subtract(turns.multiply(PI)));
        yield of[0].divide(of[1], MANY);
      }
      case ATAN -> angle(new BigDecimal(x), one, StrictMath.atan(x));
      case ATAN2 -> angle(new BigDecimal(x), new BigDecimal(other), StrictMath.atan2(x, other));
      case ASIN -> angle(new BigDecimal(x), leg(x), StrictMath.asin(x));
      case ACOS -> angle(leg(x), new BigDecimal(x), StrictMath.acos(x));
      default -> throw new IllegalArgumentException(f + ": no digits");
    };
  }

  /** Taylor at x / 1024, squared ten times, which loses some of sixty digits. */
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal r = x.divide(new BigDecimal(1024), MANY);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = term;
    for (int k = 1; k < 30; k++) {
      term = term.multiply(r, MANY).divide(new BigDecimal(k), MANY);
      sum = sum.add(term, MANY);
    }
    for (int k = 0; k < 10; k++) {
      sum = sum.multiply(sum, MANY);
    }
    return sum;
  }

  /** A known one, and Taylor for what it lacks, which is below 1e-12. */
  private static BigDecimal log(double x) {
    BigDecimal close = new BigDecimal(StrictMath.log(x));
    BigDecimal rest = new BigDecimal(x).divide(exp(close), MANY).subtract(BigDecimal.ONE);
    BigDecimal power = rest;
    BigDecimal sum = close.add(rest);
    for (int k = 2; k <= 4; k++) {
      power = power.multiply(rest, MANY).negate();
      sum = sum.add(power.divide(new BigDecimal(k), MANY), MANY);
    }
    return sum;
  }

  /** Taylor, for x up to pi. */
  private static BigDecimal[] sinAndCos(BigDecimal x) {
    BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO};
    BigDecimal term = BigDecimal.ONE;
    for (int k = 0; k < 60; k++) {
      BigDecimal next = k % 4 < 2 ? term : term.negate();
      sums[1 - k % 2] = sums[1 - k % 2].add(next, MANY);
      term = term.multiply(x, MANY).divide(new BigDecimal(k + 1), MANY);
    }
    return sums;
  }

  /** sqrt(1 - x^2). */
  private static BigDecimal leg(double x) {
    BigDecimal exact = new BigDecimal(x);
    return BigDecimal.ONE.subtract(exact.multiply(exact)).sqrt(MANY);
  }

  /** A known angle, and the arc sine of what it lacks, which is below 1e-15. */
  private static BigDecimal angle(BigDecimal height, BigDecimal abscissa, double close) {
    BigDecimal[] known = sinAndCos(new BigDecimal(close));
    BigDecimal length = height.multiply(height).add(abscissa.multiply(abscissa)).sqrt(MANY);
    BigDecimal across =
        height.multiply(known[1], MANY).subtract(abscissa.multiply(known[0], MANY), MANY);
    BigDecimal sine = across.divide(length, MANY);
    BigDecimal cube = sine.pow(3, MANY).divide(new BigDecimal(6), MANY);
    return new BigDecimal(close).add(sine.add(cube), MANY);
  }

  /** Taylor, whose largest term has 21 digits before the point where x is 7. */
  static BigDecimal erf(double x) {
    BigDecimal exact = new BigDecimal(x);
    BigDecimal minusSquare = exact.multiply(exact).negate();
    BigDecimal power = exact.round(MANY);
    BigDecimal sum = power;
    BigDecimal end = power.abs().movePointLeft(40);
    for (int k = 1; power.abs().compareTo(end) > 0; k++) {
      power = power.multiply(minusSquare, MANY).divide(new BigDecimal(k), MANY);
      sum = sum.add(power.divide(new BigDecimal(2 * k + 1), MANY), MANY);
    }
    return sum.multiply(new BigDecimal(2)).divide(PI.sqrt(MANY), MANY);
  }
}
