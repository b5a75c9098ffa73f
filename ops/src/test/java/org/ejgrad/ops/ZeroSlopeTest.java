// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slope that is 0 because of a setting makes 0 of any cotangent, infinite ones included. */
class ZeroSlopeTest {
  private enum Flat {
    SCALE_GRADIENT(x -> x.scaleGradient(0), 0),
    SCALE(x -> x.scale(0), 3),
    SCALE_NEGATIVE_ZERO(x -> x.scale(-0.0), 3),
    DIVIDE(x -> x.divide(Double.POSITIVE_INFINITY), 3),
    DIVIDE_NEGATIVE(x -> x.divide(Double.NEGATIVE_INFINITY), 3),
    LEAKY_RELU(x -> x.leakyRelu(0), -3),
    ELU(x -> x.elu(0), -3),
    POWER(x -> x.elementPower(0).minus(1), 0);

    private final UnaryOperator<Expr> function;
    private final double at;

    Flat(UnaryOperator<Expr> function, double at) {
      this.function = function;
      this.at = at;
    }
  }

  /** The square root has slope infinity at 0, which all of these are. */
  @ParameterizedTest
  @EnumSource(Flat.class)
  void slopeOfZero_meetsNoInfinity_inDerivativesOfTwoOrdersAndBothModes(Flat flat) {
    Expr x = parameter("x", new DMatrixRMaj(1, 1, true, flat.at));
    Expr y = flat.function.apply(x).abs().sqrt().plus(x.square());
    Expr slope = gradients(y, x).get(0);
    assertEquals(2 * flat.at, slope.evaluate().get(0));
    assertEquals(2, gradients(slope, x).get(0).evaluate().get(0));
    Expr along = jvp(y, List.of(x), List.of(constant(1.0)));
    assertEquals(2 * flat.at, along.evaluate().get(0));
  }

  @Test
  void scale_byZero_ofNan_staysNan() {
    assertTrue(Double.isNaN(constant(Double.NaN).scale(0).evaluate().get(0)));
    assertTrue(Double.isNaN(constant(Double.POSITIVE_INFINITY).scale(0).evaluate().get(0)));
  }
}
