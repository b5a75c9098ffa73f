// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Value and gradient of a 1x1 function of one matrix; made by {@link Autograd#valueAndGrad}. */
public final class ValueAndGradientFunction {
  private final Traced traced;

  ValueAndGradientFunction(Traced valueAndGradient) {
    this.traced = valueAndGradient;
  }

  /** Both at this point, computed together. */
  public ValueAndGradient at(DMatrixRMaj theta) {
    List<DMatrixRMaj> results = traced.at(List.of(theta));
    return new ValueAndGradient(results.get(0).get(0), results.get(1));
  }

  /**
   * A value and the gradient there.
   *
   * @param value the function's value
   * @param gradient in the argument's shape; the caller's own
   */
  public record ValueAndGradient(double value, DMatrixRMaj gradient) {}
}
