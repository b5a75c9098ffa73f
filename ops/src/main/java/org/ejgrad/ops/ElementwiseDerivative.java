// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Paths;

/** dy_ij / dx_ij, which is the gradient of the sum where no element of y hangs on another's x. */
final class ElementwiseDerivative {
  private ElementwiseDerivative() {}

  static Expr of(Expr y, Expr x) {
    check(
        y.shape().equals(x.shape()),
        "elementwiseGrad: the result must have the argument's shape %s, got %s",
        x.shape(),
        y.node().describe());
    for (Paths.Step step : Paths.differentiableBetween(x, y)) {
      boolean single = x.shape().isScalar() && step.user().shape().isScalar();
      check(
          single || step.op() instanceof ElementwiseOp,
          "elementwiseGrad: every op must be elementwise, got %s. Use jacobian instead.",
          step.op().label());
    }
    Expr ones = Autograd.constant(1.0).broadcast(y.shape());
    return Autograd.vjp(y, ones, List.of(x), Gradients.Unreached.ERROR).get(0);
  }
}
