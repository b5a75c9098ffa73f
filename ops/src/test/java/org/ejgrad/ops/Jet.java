// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.function.UnaryOperator;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/**
 * A number with its first two derivatives along a direction, by Hipparchus' forward mode, which
 * shares no line with our reverse mode; and running bounds of what rounding may have done to the
 * value and to the first derivative, here or in any other sensible order of the same operations.
 */
final class Jet {
  static final Jet ZERO = constant(0);

  /** Functions are within 4 ulp, both in Hipparchus and in our kernels. */
  private static final double ROUNDING = 4 * 0x1p-53;

  private final UnivariateDerivative2 number;
  private final double valueError;
  private final double slopeError;

  private Jet(UnivariateDerivative2 number, double valueError, double slopeError) {
    this.number = number;
    this.valueError = valueError + ROUNDING * Math.abs(number.getValue());
    this.slopeError = slopeError + ROUNDING * Math.abs(number.getFirstDerivative());
  }

  static Jet constant(double value) {
    return moving(value, 0);
  }

  /** A leaf that moves along the direction with this speed. */
  static Jet moving(double value, double speed) {
    return new Jet(new UnivariateDerivative2(value, speed, 0), 0, 0);
  }

  double value() {
    return number.getValue();
  }

  double slope() {
    return number.getFirstDerivative();
  }

  double curvature() {
    return number.getSecondDerivative();
  }

  /** How far off rounding may have brought the slope. */
  double slopeError() {
    return slopeError;
  }

  Jet plus(Jet b) {
    return new Jet(number.add(b.number), valueError + b.valueError, slopeError + b.slopeError);
  }

  Jet minus(Jet b) {
    return plus(b.times(-1));
  }

  Jet times(double c) {
    return new Jet(number.multiply(c), Math.abs(c) * valueError, Math.abs(c) * slopeError);
  }

  Jet times(Jet b) {
    double size = Math.abs(value());
    double bSize = Math.abs(b.value());
    double error =
        size * b.slopeError
            + bSize * slopeError
            + Math.abs(slope()) * b.valueError
            + Math.abs(b.slope()) * valueError;
    // The two terms of the product rule may cancel.
    double terms = ROUNDING * (Math.abs(slope()) * bSize + size * Math.abs(b.slope()));
    return new Jet(
        number.multiply(b.number), size * b.valueError + bSize * valueError, error + terms);
  }

  Jet over(Jet b) {
    return times(b.map(UnivariateDerivative2::reciprocal));
  }

  Jet exp() {
    return map(UnivariateDerivative2::exp);
  }

  Jet log() {
    return map(UnivariateDerivative2::log);
  }

  Jet square() {
    return map(UnivariateDerivative2::square);
  }

  /** A function that Hipparchus knows, or one made of such; of one number only. */
  Jet map(UnaryOperator<UnivariateDerivative2> f) {
    UnivariateDerivative2 at = f.apply(new UnivariateDerivative2(value(), 1, 0));
    double first = at.getFirstDerivative();
    double second = at.getSecondDerivative();
    return new Jet(
        number.compose(at.getValue(), first, second),
        Math.abs(first) * valueError,
        Math.abs(first) * slopeError + Math.abs(second * slope()) * valueError);
  }
}
