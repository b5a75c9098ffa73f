// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

/**
 * A product as a fraction of size 1 to 2 and a power of 2: only all of it may over- or underflow.
 */
final class ScaledProduct {
  /** Beyond this every double has over- or underflowed. */
  private static final int MOST = 5000;

  private double fraction = 1;
  private long exponent;

  void start(double number) {
    fraction = 1;
    exponent = 0;
    times(number);
  }

  void times(double number) {
    if (number == 0 || fraction == 0) {
      fraction *= number;
      return;
    }
    int ofNumber = Math.getExponent(number);
    fraction *= Math.scalb(number, -ofNumber);
    int ofFraction = Math.getExponent(fraction);
    fraction = Math.scalb(fraction, -ofFraction);
    exponent += ofNumber + ofFraction;
  }

  /** The power of 2, about the logarithm of the product's size. */
  long exponent() {
    return exponent;
  }

  double value() {
    return value(1, 0);
  }

  /** The product times this number and 2^power, rounded once more where it is denormal. */
  double value(double number, long power) {
    long sum = Math.max(-MOST, Math.min(MOST, exponent + power));
    return Math.scalb(fraction * number, (int) sum);
  }
}
