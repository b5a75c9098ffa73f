// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The gradient of a 1x1 function of one matrix; made by {@link Autograd#grad}. */
public final class GradientFunction {
  private final Traced traced;

  GradientFunction(Traced traced) {
    this.traced = traced;
  }

  /**
   * The gradient at this point.
   *
   * @param theta the argument. Not modified.
   * @return a matrix of the caller's own, in the argument's shape
   */
  public DMatrixRMaj at(DMatrixRMaj theta) {
    return traced.at(List.of(theta)).gradients().get(0);
  }
}
