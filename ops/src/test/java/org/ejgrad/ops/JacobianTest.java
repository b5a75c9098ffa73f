// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.hessian;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Jacobians and Hessians where no derivative flows. */
class JacobianTest {
  private final DMatrixRMaj point = normal(2, 2);

  @Test
  void hessian_ofAFunctionWithAConstantGradient_isZero() {
    List<UnaryOperator<Expr>> functions =
        List.of(
            Expr::elementSum,
            z -> z.dot(constant(point)),
            z -> z.elementPower(0).elementSum(),
            z -> z.sign().elementSum(),
            z -> z.relu().elementSum(),
            z -> z.abs().elementSum(),
            Expr::elementMax,
            z -> z.stopGradient().square().elementSum());
    for (UnaryOperator<Expr> f : functions) {
      zero(4, 4, hessian(f).at(point));
    }
  }

  @Test
  void jacobian_whereNoDerivativeFlows_isZero_tallOrWide() {
    zero(4, 4, jacobian(Expr::floor).at(point));
    zero(4, 4, jacobian(z -> z.greaterThan(0)).at(point));
    zero(8, 4, jacobian(z -> z.sign().tile(2, 1)).at(point));
    zero(8, 4, jacobian(z -> z.stopGradient().tile(2, 1)).at(point));
    zero(1, 4, jacobian(z -> z.sign().elementSum()).at(point));
    // Nor do some of the results hang on the argument.
    DMatrixRMaj some = jacobian(z -> Expr.concatRows(z, constant(point))).at(point);
    assertEquals(1, some.get(3, 3));
    assertEquals(0, some.get(7, 3));
  }

  @Test
  void jacobian_ofTheArgumentItself_isTheIdentity() {
    DMatrixRMaj identity = jacobian(z -> z).at(point);
    for (int i = 0; i < 16; i++) {
      assertEquals(i % 5 == 0 ? 1 : 0, identity.data[i]);
    }
  }

  @Test
  void derivatives_ofAResultThatDoesNotReadTheArgument_areRefused() {
    Expr other = Autograd.parameter("other", point);
    refused(
        "jacobian: the function must compute its result from its argument, got 'other' 2x2, which"
            + " does not read it. Use the argument, not another variable.",
        jacobian(z -> other));
    refused(
        "hessian: the function must compute its result from its argument, got 'loss' 1x1, which"
            + " does not read it. Use the argument, not another variable.",
        hessian(z -> other.dot(other).named("loss")));
  }

  private void refused(String message, JacobianFunction function) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> function.at(point));
    assertTrue(error.toString().contains(message + " At "), error::toString);
  }

  private static void zero(int rows, int cols, DMatrixRMaj actual) {
    assertEquals(Shape.of(rows, cols), Shape.of(actual));
    for (double value : actual.data) {
      assertEquals(0, value + 0.0);
    }
  }
}
