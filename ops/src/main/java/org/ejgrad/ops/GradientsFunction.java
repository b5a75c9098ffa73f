// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The gradients of a 1x1 function of several matrices; made by {@link Autograd#grad}. */
public final class GradientsFunction {
  private final Traced traced;

  GradientsFunction(Traced traced) {
    this.traced = traced;
  }

  /**
   * The gradients at this point, one for each argument and in its shape.
   *
   * @param arguments as many as the function takes. Not modified.
   * @return matrices of the caller's own
   */
  public List<DMatrixRMaj> at(DMatrixRMaj... arguments) {
    return traced.at(List.of(arguments)).gradients();
  }
}
