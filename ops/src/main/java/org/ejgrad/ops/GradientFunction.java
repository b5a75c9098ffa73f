// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * The gradient of a function of one matrix; made by {@link Autograd#grad} and {@link
 * Autograd#elementwiseGrad}.
 */
public final class GradientFunction {
  private final UnaryOperator<Expr> gradient;
  private final Traced traced;

  GradientFunction(UnaryOperator<Expr> gradient) {
    this.gradient = gradient;
    this.traced = new Traced(x -> List.of(gradient.apply(x.get(0))), 1);
  }

  /**
   * The gradient at this point.
   *
   * @param theta the argument. Not modified.
   * @return a matrix of the caller's own, in the argument's shape
   */
  public DMatrixRMaj at(DMatrixRMaj theta) {
    return traced.at(List.of(theta)).get(0);
  }

  /**
   * The gradient as an expression, in the shape of x, so that gradients can be nested: {@code
   * elementwiseGrad(elementwiseGrad(f)::of)} is the second derivative.
   */
  public Expr of(Expr x) {
    return gradient.apply(x);
  }
}
