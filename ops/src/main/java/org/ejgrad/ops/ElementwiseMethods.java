// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

/**
 * More elementwise methods of {@link Expr}, apart for its length. All keep the receiver's shape m x
 * n, and methods of two matrices broadcast. NaN gives NaN unless said otherwise.
 */
sealed interface ElementwiseMethods permits Expr {
  // ---- exponentials and logarithms

  /** y = log(1 + x), exact near 0; slope 1 / (1 + x); -infinity at -1, NaN below. */
  default Expr log1p() {
    return Expr.apply(ElementwiseUnary.LOG1P, receiver());
  }

  /** y = e^x - 1, exact near 0; slope y + 1. */
  default Expr expm1() {
    return Expr.apply(ElementwiseUnary.EXPM1, receiver());
  }

  /** y = log sigmoid(x) = -log(1 + e^-x), exact in both tails; slope sigmoid(-x). */
  default Expr logSigmoid() {
    return receiver().negative().softplus().negative();
  }

  /** y = 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x; slope 2 / sqrt(pi) e^(-x^2). */
  default Expr erf() {
    return Expr.apply(ElementwiseUnary.ERF, receiver());
  }

  // ---- activations

  /**
   * y = x Phi(x) with Phi(x) = (1 + erf(x / sqrt 2)) / 2, the exact form; slope Phi(x) + x phi(x)
   * with the density phi. 0 at -infinity. Within 2e-16 |x| of the truth. (Hendrycks and Gimpel
   * 2016, arXiv:1606.08415.)
   */
  default Expr gelu() {
    Expr x = receiver();
    // Carried, so that -infinity times 0 is 0 here and in the slope.
    return x.carry(x.scale(Math.sqrt(0.5)).erf().plus(1).scale(0.5));
  }

  /** y = x sigmoid(x); slope sigmoid(x) (1 + x sigmoid(-x)). 0 at -infinity. */
  default Expr silu() {
    return receiver().carry(receiver().sigmoid());
  }

  /**
   * y = x for x > 0, otherwise alpha (e^x - 1); slope 1 above 0, otherwise alpha e^x, so alpha at
   * 0. The usual alpha is 1. (Clevert and others 2015, arXiv:1511.07289.)
   *
   * @throws IllegalArgumentException if alpha is infinite or NaN
   */
  default Expr elu(double alpha) {
    check(Double.isFinite(alpha), "elu: alpha must be finite, got %s", alpha);
    Expr x = receiver();
    return x.greaterThan(0).select(x, x.expm1().scale(alpha));
  }

  /**
   * y = x for x > 0, otherwise c x; slope 1 above 0, otherwise c, also at 0. The usual c is 0.01.
   *
   * @throws IllegalArgumentException if c is infinite or NaN
   */
  default Expr leakyRelu(double c) {
    check(Double.isFinite(c), "leakyRelu: c must be finite, got %s", c);
    return receiver().withNumber(ElementwiseWithNumber.Table.LEAKY_RELU, c);
  }

  /** y = x / (1 + |x|), -1 and 1 at the infinities; slope 1 / (1 + |x|)^2. */
  default Expr softsign() {
    return Expr.apply(ElementwiseUnary.SOFTSIGN, receiver());
  }

  // ---- hyperbolic and circular functions

  /** y = (e^x - e^-x) / 2; slope cosh x. */
  default Expr sinh() {
    return Expr.apply(ElementwiseUnary.SINH, receiver());
  }

  /** y = (e^x + e^-x) / 2; slope sinh x. */
  default Expr cosh() {
    return Expr.apply(ElementwiseUnary.COSH, receiver());
  }

  /** y = tan x; slope 1 + y^2. */
  default Expr tan() {
    return Expr.apply(ElementwiseUnary.TAN, receiver());
  }

  /**
   * y in [-pi/2, pi/2] with sin y = x; slope 1 / sqrt((1 - x) (1 + x)), exact near -1 and 1, and
   * +infinity there unless the cotangent is 0; NaN outside [-1, 1].
   */
  default Expr asin() {
    return Expr.apply(ElementwiseUnary.ASIN, receiver());
  }

  /** y in [0, pi] with cos y = x; slope that of {@link #asin} negated; NaN outside [-1, 1]. */
  default Expr acos() {
    return Expr.apply(ElementwiseUnary.ACOS, receiver());
  }

  /** y in [-pi/2, pi/2] with tan y = x; slope 1 / (1 + x^2). */
  default Expr atan() {
    return Expr.apply(ElementwiseUnary.ATAN, receiver());
  }

  /**
   * The angle in [-pi, pi] of the point with this height and abscissa b, broadcasting; slopes b / h
   * / h and -a / h / h with h = hypot(a, b), both 0 at the origin. Second derivatives, of the size
   * of 1 / h^2, are infinite or NaN where that overflows, for h below 1e-154.
   */
  default Expr atan2(Expr b) {
    return receiver().binary(ElementwiseBinary.ATAN2, b);
  }

  /**
   * y = sqrt(a^2 + b^2) without overflow or underflow, broadcasting; slopes a / y and b / y, both 0
   * at the origin. Infinite where a or b is, even beside NaN. Second derivatives, of the size of 1
   * / y, are infinite or NaN where that overflows, for y below 1e-308.
   */
  default Expr hypot(Expr b) {
    return receiver().binary(ElementwiseBinary.HYPOT, b);
  }

  // ---- rounding

  /** The largest whole number that is not above x; slope 0 everywhere. */
  default Expr floor() {
    return Expr.apply(ElementwiseUnary.FLOOR, receiver());
  }

  /** The smallest whole number that is not below x; slope 0 everywhere. */
  default Expr ceil() {
    return Expr.apply(ElementwiseUnary.CEIL, receiver());
  }

  /** The nearest whole number, half to even as in {@link Math#rint}; slope 0 everywhere. */
  default Expr round() {
    return Expr.apply(ElementwiseUnary.ROUND, receiver());
  }

  private Expr receiver() {
    return (Expr) this;
  }
}
