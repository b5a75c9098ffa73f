// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * Value and gradients of a 1x1 function of several matrices; made by {@link Autograd#valueAndGrad}.
 */
public final class ValueAndGradientsFunction {
  private final Traced traced;

  /**
   * @param valueAndGradients the value first, then the gradients
   */
  ValueAndGradientsFunction(UnaryOperator<List<Expr>> valueAndGradients, int arity) {
    this.traced = new Traced(valueAndGradients, arity);
  }

  /** Both at this point, computed together. */
  public ValueAndGradients at(DMatrixRMaj... arguments) {
    return at(Arrays.asList(arguments));
  }

  /** The same for a list. */
  public ValueAndGradients at(List<DMatrixRMaj> arguments) {
    List<DMatrixRMaj> results = traced.at(arguments);
    return new ValueAndGradients(results.get(0).get(0), results.subList(1, results.size()));
  }

  /**
   * A value and the gradients there.
   *
   * @param value the function's value
   * @param gradients one for each argument, in its shape; the caller's own
   */
  public record ValueAndGradients(double value, List<DMatrixRMaj> gradients) {
    public ValueAndGradients {
      gradients = List.copyOf(gradients);
    }
  }
}
