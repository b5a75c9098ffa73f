// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.hvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Autograd.vjp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Constants as targets: what is left out of a gradient because it is 0 or 1 must not be left out of
 * the next one because the target holds that number.
 */
class ConstantTargetsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2})
  void secondDerivative_isThatAtAParameter(double at) {
    double expected = 2 * Math.cos(at) - at * Math.sin(at);
    Expr x = constant(at);
    Expr slope = gradients(x.sin().elementMult(x), x).get(0);
    assertEquals(expected, gradients(slope, x).get(0).evaluate().get(0), 1e-14);
    Expr filled = constant(at).broadcast(Shape.of(2, 2));
    Expr slopes = gradients(filled.sin().elementMult(filled).elementSum(), filled).get(0);
    DMatrixRMaj second = gradients(slopes.elementSum(), filled).get(0).evaluate();
    for (int i = 0; i < 4; i++) {
      assertEquals(expected, second.get(i), 1e-14);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2})
  void hessianVectorProduct_isThatAtAParameter(double at) {
    Expr x = constant(at);
    Expr y = x.elementExp().elementMult(x).elementMult(x);
    double product = hvp(y, List.of(x), List.of(constant(1.0))).get(0).evaluate().get(0);
    assertEquals(Math.exp(at) * (at * at + 4 * at + 2), product, 1e-13);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2})
  void seed_thatIsDifferentiated_mayHoldAnyNumber(double number) {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1, 2}}));
    Expr seed = constant(number);
    Expr y = x.sin().elementSum().plus(x.mult(constant(new double[][] {{3}, {4}})));
    Expr bar = vjp(y, seed, x).get(0);
    double jvp = gradients(bar.elementSum(), seed).get(0).evaluate().get(0);
    assertEquals(Math.cos(1) + Math.cos(2) + 7, jvp, 1e-14);
  }
}
