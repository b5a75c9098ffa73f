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

  static BigDecimal of(ElementwiseCase f, double x) {
    BigDecimal one = BigDecimal.ONE;
    return switch (f) {
      case EXP -> exp(x);
      case ERF -> erf(x);
      case SIGMOID -> one.divide(one.add(exp(-x)), MANY);
      case TANH -> {
        BigDecimal e = exp(2 * x);
        yield e.subtract(one).divide(e.add(one), MANY);
      }
      default -> throw new IllegalArgumentException(f + ": no digits");
    };
  }

  /** Taylor at x / 1024, squared ten times, which loses some of sixty digits. */
  private static BigDecimal exp(double x) {
    BigDecimal r = new BigDecimal(x).divide(new BigDecimal(1024), MANY);
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
