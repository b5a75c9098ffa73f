// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

/** What changes the derivative and not the value. */
sealed interface DerivativeMethods permits Expr {
  /** y = x, with xBar = c yBar: for gradients that are reversed, weighted or switched off. */
  default Expr scaleGradient(double c) {
    return Expr.apply(new GradientScale(c), (Expr) this);
  }

  /**
   * y = x, with xBar = yBar held between two bounds, element by element. Not linear in the
   * cotangent, so no JVP passes here.
   *
   * @throws IllegalArgumentException if low is above high or one is NaN
   */
  default Expr clipGradient(double low, double high) {
    return Expr.apply(new GradientClip(low, high), (Expr) this);
  }
}
