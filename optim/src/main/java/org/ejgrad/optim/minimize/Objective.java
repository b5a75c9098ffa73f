// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.Expr;

/**
 * What is minimized: a 1x1 function of one matrix, as an expression. Its gradient, Hessian products
 * and Jacobian are derived and compiled when a minimizer needs them. A description, which holds no
 * numbers of a run and may serve any number of them.
 *
 * <pre>{@code
 * Objective valley = Objective.of(
 *     theta -> x.mult(theta).minus(y).square().mean());
 * }</pre>
 */
public final class Objective {
  private final UnaryOperator<Expr> value;
  private final Optional<Residuals> residuals;

  /** The residuals and the loss that sums them. */
  private record Residuals(UnaryOperator<Expr> function, RobustLoss loss) {}

  private Objective(UnaryOperator<Expr> value, Optional<Residuals> residuals) {
    this.value = value;
    this.residuals = residuals;
  }

  /**
   * The objective with this value.
   *
   * @param value a 1x1 function of one matrix of any shape, made of nothing but its argument,
   *     constants and parameters. For several matrices see {@link Packing}.
   */
  public static Objective of(UnaryOperator<Expr> value) {
    return new Objective(requireNonNull(value, "objective, value"), Optional.empty());
  }

  /** Least squares: 1/2 sum_i r_i(theta)^2 for residuals r of any shape. */
  public static Objective ofResiduals(UnaryOperator<Expr> residuals) {
    return ofResiduals(residuals, RobustLoss.squares());
  }

  /** Robust least squares: sum_i of the loss of r_i(theta), for residuals r of any shape. */
  public static Objective ofResiduals(UnaryOperator<Expr> residuals, RobustLoss loss) {
    requireNonNull(residuals, "objective, residuals");
    requireNonNull(loss, "objective, loss");
    return new Objective(
        theta -> loss.of(residuals.apply(theta)).elementSum(),
        Optional.of(new Residuals(residuals, loss)));
  }

  /**
   * The value as an expression of this argument.
   *
   * @throws ShapeMismatchException if it is not 1x1
   */
  public Expr value(Expr theta) {
    Expr y = value.apply(theta);
    if (!y.shape().isScalar()) {
      throw ShapeMismatchException.of(
          "objective",
          "only a 1x1 value can be minimized; reduce it, for example by elementSum(), or give"
              + " residuals to ofResiduals",
          List.of("value"),
          List.of(y));
    }
    return y;
  }

  /** Whether this was made of residuals, which Gauss-Newton and Levenberg-Marquardt need. */
  public boolean hasResiduals() {
    return residuals.isPresent();
  }

  /**
   * The residuals as an expression of this argument.
   *
   * @throws IllegalArgumentException if it was made of a value only
   */
  public Expr residuals(Expr theta) {
    return requireResiduals().function.apply(theta);
  }

  /**
   * The loss of each residual.
   *
   * @throws IllegalArgumentException if it was made of a value only
   */
  public RobustLoss loss() {
    return requireResiduals().loss;
  }

  private Residuals requireResiduals() {
    return residuals.orElseThrow(
        () ->
            new IllegalArgumentException(
                "objective: residuals are needed, got a value only. Make it by ofResiduals."));
  }
}
