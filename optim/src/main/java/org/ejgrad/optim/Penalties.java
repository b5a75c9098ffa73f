// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Penalties as expressions, to be added to a loss: {@code loss.plus(Penalties.l2(0.01, weights))}.
 * This is the way to see them in the loss that a program reports; {@link
 * GradientTransforms#l1Penalty} and {@link GradientTransforms#l2Penalty} take the same steps and
 * leave the loss alone.
 */
public final class Penalties {
  private Penalties() {}

  /**
   * lambda sum |theta_ij| over these parameters, 1 x 1.
   *
   * @param lambda at least 0
   */
  public static Expr l1(double lambda, List<Expr> parameters) {
    Settings.notNegative("l1, lambda", lambda);
    return sum(parameters, Expr::elementSumAbs).scale(lambda);
  }

  /**
   * lambda / 2 sum theta_ij^2 over these parameters, 1 x 1.
   *
   * @param lambda at least 0
   */
  public static Expr l2(double lambda, List<Expr> parameters) {
    Settings.notNegative("l2, lambda", lambda);
    return sum(parameters, theta -> theta.square().elementSum()).scale(lambda / 2);
  }

  private static Expr sum(List<Expr> parameters, UnaryOperator<Expr> measure) {
    return parameters.stream().map(measure).reduce(Autograd.constant(0.0), Expr::plus);
  }
}
