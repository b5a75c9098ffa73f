// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;

/** The gradients of a 1x1 function of several matrices; made by {@link Autograd#grad}. */
public final class GradientsFunction {
  private final UnaryOperator<List<Expr>> gradients;
  private final int arity;
  private final Traced traced;

  /**
   * @param arity number of matrices, or {@link Traced#ANY}
   */
  GradientsFunction(UnaryOperator<List<Expr>> gradients, int arity) {
    this.gradients = gradients;
    this.arity = arity;
    this.traced = new Traced(gradients, arity);
  }

  /**
   * The gradients at this point, one for each argument and in its shape.
   *
   * @param arguments as many as the function takes. Not modified.
   * @return matrices of the caller's own
   */
  public List<DMatrixRMaj> at(DMatrixRMaj... arguments) {
    return at(Arrays.asList(arguments));
  }

  /** The same for a list. */
  public List<DMatrixRMaj> at(List<DMatrixRMaj> arguments) {
    return traced.at(arguments);
  }

  /** The gradients as expressions. */
  public List<Expr> of(Expr... arguments) {
    Traced.checkArity("of", arity, arguments.length);
    return gradients.apply(Arrays.asList(arguments));
  }
}
