// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Value and gradient of a 1x1 function of one matrix; made by {@link Autograd#valueAndGrad}. */
public final class ValueAndGradientFunction {
  private final Traced traced;

  ValueAndGradientFunction(Traced traced) {
    this.traced = traced;
  }

  /** Both at this point, computed together. */
  public ValueAndGradient at(DMatrixRMaj theta) {
    Traced.ValueAndGradients result = traced.at(List.of(theta));
    return new ValueAndGradient(result.value(), result.gradients().get(0));
  }

  /**
   * A value and the gradient there.
   *
   * @param value the function's value
   * @param gradient in the argument's shape; the caller's own
   */
  public record ValueAndGradient(double value, DMatrixRMaj gradient) {}
}
