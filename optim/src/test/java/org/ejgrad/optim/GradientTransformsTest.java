// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GradientTransformsTest {
  private final Expr first = parameter("first", new DMatrixRMaj(new double[][] {{2, -3}}));
  private final Expr second = parameter("second", new DMatrixRMaj(new double[][] {{0}}));

  /** The pairs after the transform, at step 1. */
  private static List<ParameterGradient> applied(
      GradientTransform transform, ParameterGradient... pairs) {
    return transform.apply(
        List.of(pairs),
        new Step(
            new Memory(),
            constant(1),
            Schedules.constant(1),
            Optional.empty(),
            new GradientSource.Values(Optional.empty()),
            List.of(pairs)));
  }

  /** The gradients after the transform, first and second behind each other. */
  private double[] transformed(GradientTransform transform, double a, double b, double c) {
    List<ParameterGradient> pairs =
        applied(
            transform,
            new ParameterGradient(first, constant(new double[][] {{a, b}})),
            new ParameterGradient(second, constant(c)));
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

  /** Norms of these are above all numbers, and are never formed. */
  @Test
  void clips_atTheLargestNumbers_keepTheDirection() {
    double huge = 1.7e308;
    double half = Math.sqrt(0.5);
    assertArrayEquals(
        new double[] {half, -half, 1},
        transformed(GradientTransforms.clipByNorm(1), huge, -huge, huge),
        1e-15);
    assertArrayEquals(
        new double[] {1 / Math.sqrt(3), -1 / Math.sqrt(3), 1 / Math.sqrt(3)},
        transformed(GradientTransforms.clipByGlobalNorm(1), huge, -huge, huge),
        1e-15);
    double most = 0.1 * Math.sqrt(13);
    assertArrayEquals(
        new double[] {most * half, -most * half, 1e-4},
        transformed(GradientTransforms.clipAdaptively(0.1), huge, -huge, huge),
        1e-15);
    Expr theta = parameter("theta", new DMatrixRMaj(new double[][] {{3, 0}, {4, 0}}));
    Expr g = constant(new double[][] {{huge, 1e-320}, {huge, 0}});
    DMatrixRMaj clipped =
        applied(GradientTransforms.clipAdaptively(0.1, 0.5), new ParameterGradient(theta, g))
            .get(0)
            .gradient()
            .evaluate();
    assertArrayEquals(new double[] {0.5 * half, 1e-320, 0.5 * half, 0}, clipped.data, 1e-15);
    assertEquals(1e-320, clipped.get(0, 1));
  }

  @Test
  void clipByNorm_tinyUnderATinierBound_isScaled() {
    double[] clipped = transformed(GradientTransforms.clipByNorm(1e-210), 3e-200, 4e-200, 1e-320);
    assertEquals(6e-211, clipped[0], 1e-225);
    assertEquals(8e-211, clipped[1], 1e-225);
    assertEquals(1e-320, clipped[2]);
  }

  @Test
  void sharpnessAware_atTheLargestNumbers_looksNearBy() {
    DMatrixRMaj g = new DMatrixRMaj(new double[][] {{1.7e308, -1.7e308}});
    List<DMatrixRMaj> points = new ArrayList<>();
    Optimizers.gradientDescent(1e-300)
        .with(GradientTransforms.sharpnessAware(1))
        .onMatrices(new DMatrixRMaj(1, 2))
        .step(
            at -> {
              points.add(at.get(0).copy());
              return List.of(g);
            });
    assertArrayEquals(new double[] {Math.sqrt(0.5), -Math.sqrt(0.5)}, points.get(1).data, 1e-15);
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
        applied(
            GradientTransforms.clipByGlobalNorm(1),
            new ParameterGradient(empty, constant(new DMatrixRMaj(0, 2))),
            new ParameterGradient(second, constant(-5)));
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
  void clipByNorm_looksAtEachGradientAlone() {
    assertArrayEquals(
        new double[] {0.6, -0.8, 1},
        transformed(GradientTransforms.clipByNorm(1), 3, -4, 1),
        1e-15);
    assertArrayEquals(new double[3], transformed(GradientTransforms.clipByNorm(1), 0, 0, 0));
  }

  @Test
  void clipAdaptively_byColumnsOfMatrices() {
    // Columns of theta have norms 5 and 0, which counts as 0.5.
    Expr theta = parameter("theta", new DMatrixRMaj(new double[][] {{3, 0}, {4, 0}}));
    Expr g = constant(new double[][] {{6, 0}, {8, 2}});
    DMatrixRMaj clipped =
        applied(GradientTransforms.clipAdaptively(0.1, 0.5), new ParameterGradient(theta, g))
            .get(0)
            .gradient()
            .evaluate();
    assertArrayEquals(new double[] {0.3, 0, 0.4, 0.05}, clipped.data, 1e-15);
    // The norm of first is the root of 13 and its gradient's is 5.
    double factor = 0.1 * Math.sqrt(13) / 5;
    assertArrayEquals(
        new double[] {3 * factor, 4 * factor, 1e-4},
        transformed(GradientTransforms.clipAdaptively(0.1), 3, 4, 1),
        1e-15);
  }

  @Test
  void centralize_subtractsTheMeanOfEachColumn() {
    Expr theta = parameter("theta", new DMatrixRMaj(2, 2));
    Expr g = constant(new double[][] {{1, 10}, {3, -2}});
    DMatrixRMaj centred =
        applied(GradientTransforms.centralize(), new ParameterGradient(theta, g))
            .get(0)
            .gradient()
            .evaluate();
    assertArrayEquals(new double[] {-1, 6, 1, -6}, centred.data);
    assertArrayEquals(
        new double[] {1, 2, 3}, transformed(GradientTransforms.centralize(), 1, 2, 3));
  }

  @Test
  void scaleBy_takesTheValueOfTheStep() {
    assertArrayEquals(
        new double[] {0.5, 1, 1.5},
        transformed(
            GradientTransforms.scaleBy(Schedules.warmUp(2, Schedules.constant(1))), 1, 2, 3));
  }

  @Test
  void addNoise_hasItsVarianceAndRepeats() {
    int n = 10_000;
    Expr theta = parameter("theta", new DMatrixRMaj(n, 1));
    ParameterGradient pair = new ParameterGradient(theta, constant(new DMatrixRMaj(n, 1)));
    GradientTransform noise = GradientTransforms.addNoise(4, 0.55, 7);
    double[] drawn = applied(noise, pair).get(0).gradient().evaluate().data;
    assertArrayEquals(drawn, applied(noise, pair).get(0).gradient().evaluate().data);
    double sum = 0;
    double squares = 0;
    for (double x : drawn) {
      sum += x;
      squares += x * x;
    }
    // Four standard errors: 2 / sqrt(n) of the mean, sqrt(2 / n) 4 of the variance.
    assertEquals(0, sum / n, 4 * 0.02);
    assertEquals(4, squares / n, 4 * 4 * Math.sqrt(2.0 / n));
  }

  @Test
  void addNoise_parametersDiffer() {
    double[] drawn = transformed(GradientTransforms.addNoise(1, 0.5, 7), 0, 0, 0);
    assertNotEquals(drawn[0], drawn[2]);
    assertNotEquals(drawn[0], drawn[1]);
  }

  @Test
  void sharpnessAware_withoutLoss_isRefused() {
    assertRefused(
        "sharpnessAware: the transform needs the loss, got gradients alone.",
        () -> transformed(GradientTransforms.sharpnessAware(0.1), 1, 2, 3));
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
