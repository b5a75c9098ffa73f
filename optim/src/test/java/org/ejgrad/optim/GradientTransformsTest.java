// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GradientTransformsTest {
  private final Expr first = parameter("first", new DMatrixRMaj(new double[][] {{2, -3}}));
  private final Expr second = parameter("second", new DMatrixRMaj(new double[][] {{0}}));

  /** The gradients after the transform, first and second behind each other. */
  private double[] transformed(GradientTransform transform, double a, double b, double c) {
    List<ParameterGradient> pairs =
        transform.apply(
            List.of(
                new ParameterGradient(first, constant(new double[][] {{a, b}})),
                new ParameterGradient(second, constant(c))));
    assertEquals(List.of(first, second), pairs.stream().map(p -> p.parameter()).toList());
    DMatrixRMaj g = pairs.get(0).gradient().evaluate();
    return new double[] {g.get(0), g.get(1), pairs.get(1).gradient().evaluate().get(0)};
  }

  @Test
  void clipByValue_holdsEachElement() {
    assertArrayEquals(
        new double[] {0.5, -0.25, -0.5},
        transformed(GradientTransforms.clipByValue(0.5), 1e200, -0.25, -3));
  }

  @Test
  void clipByGlobalNorm_above_scalesAllTogether() {
    // ||(2, -3, 6)|| is 7.
    assertArrayEquals(
        new double[] {2 / 7.0, -3 / 7.0, 6 / 7.0},
        transformed(GradientTransforms.clipByGlobalNorm(1), 2, -3, 6),
        1e-15);
  }

  @Test
  void clipByGlobalNorm_within_keepsTheBits() {
    double third = 1 / 3.0;
    assertArrayEquals(
        new double[] {0.1, -third, 0.7},
        transformed(GradientTransforms.clipByGlobalNorm(1), 0.1, -third, 0.7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e200, 1e308})
  void clipByGlobalNorm_huge_keepsTheDirection(double scale) {
    assertArrayEquals(
        new double[] {1 / 3.0, -2 / 3.0, 2 / 3.0},
        transformed(GradientTransforms.clipByGlobalNorm(1), 0.5 * scale, -scale, scale),
        1e-15);
  }

  @Test
  void clipByGlobalNorm_zero_staysZero() {
    assertArrayEquals(new double[3], transformed(GradientTransforms.clipByGlobalNorm(1), 0, 0, 0));
  }

  @Test
  void clipByGlobalNorm_tinyUnderATinierBound_isScaled() {
    // Squares of these vanish; 1e-320 is far below the smallest normal number.
    double[] clipped = transformed(GradientTransforms.clipByGlobalNorm(1e-210), 3e-200, 0, 4e-200);
    assertEquals(6e-211, clipped[0], 1e-225);
    assertEquals(0, clipped[1]);
    assertEquals(8e-211, clipped[2], 1e-225);
    assertArrayEquals(
        new double[] {1e-320, 0, -1e-320},
        transformed(GradientTransforms.clipByGlobalNorm(1), 1e-320, 0, -1e-320));
  }

  @Test
  void clipByGlobalNorm_emptyParameter_countsAsNothing() {
    Expr empty = parameter("empty", new DMatrixRMaj(0, 2));
    List<ParameterGradient> pairs =
        GradientTransforms.clipByGlobalNorm(1)
            .apply(
                List.of(
                    new ParameterGradient(empty, constant(new DMatrixRMaj(0, 2))),
                    new ParameterGradient(second, constant(-5))));
    assertEquals(0, pairs.get(0).gradient().evaluate().getNumElements());
    assertEquals(-1, pairs.get(1).gradient().evaluate().get(0));
  }

  @Test
  void penalties_addTheirGradient() {
    assertArrayEquals(
        new double[] {1.2, 0.7, 1}, transformed(GradientTransforms.l2Penalty(0.1), 1, 1, 1), 1e-15);
    assertArrayEquals(
        new double[] {1.1, 0.9, 1}, transformed(GradientTransforms.l1Penalty(0.1), 1, 1, 1), 1e-15);
  }

  @Test
  void penalties_onSomeParameters_leaveTheOthers() {
    second.cell().set(new DMatrixRMaj(new double[][] {{4}}));
    assertArrayEquals(
        new double[] {1, 1, 1.4},
        transformed(GradientTransforms.l2Penalty(0.1, List.of(second)), 1, 1, 1),
        1e-15);
    assertArrayEquals(
        new double[] {1.1, 0.9, 1},
        transformed(GradientTransforms.l1Penalty(0.1, List.of(first)), 1, 1, 1),
        1e-15);
  }

  @Test
  void with_appliesInOrder() {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{10}}));
    Expr y = parameter("y", new DMatrixRMaj(new double[][] {{10}}));
    GradientTransform penalty = GradientTransforms.l2Penalty(1);
    GradientTransform clip = GradientTransforms.clipByValue(0.5);
    Expr one = constant(1);
    step(Optimizers.gradientDescent(1).with(penalty).with(clip), x, one);
    step(Optimizers.gradientDescent(1).with(clip).with(penalty), y, one);
    assertEquals(9.5, x.evaluate().get(0));
    assertEquals(-0.5, y.evaluate().get(0));
  }

  private static void step(Optimizer optimizer, Expr parameter, Expr gradient) {
    compile(List.of(), optimizer.updates(List.of(new ParameterGradient(parameter, gradient))))
        .workspace()
        .run();
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    assertRefused(
        "clipByValue, bound: must be finite and > 0, got 0.0",
        () -> GradientTransforms.clipByValue(0));
    assertRefused(
        "clipByGlobalNorm, bound: must be finite and > 0, got NaN",
        () -> GradientTransforms.clipByGlobalNorm(Double.NaN));
    assertRefused(
        "l1Penalty, lambda: must be finite and >= 0, got -1.0",
        () -> GradientTransforms.l1Penalty(-1));
    assertRefused(
        "l2Penalty, lambda: must be finite and >= 0, got Infinity",
        () -> GradientTransforms.l2Penalty(Double.POSITIVE_INFINITY));
  }
}
