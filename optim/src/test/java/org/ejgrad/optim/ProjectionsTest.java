// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProjectionsTest {
  private static double[] projected(Projection projection, double[][] x) {
    return projection.of(constant(x)).evaluate().data;
  }

  @Test
  void boxes_holdEachElement() {
    double[][] x = {{-2, 0.5}, {3, -0.25}};
    assertArrayEquals(new double[] {0, 0.5, 3, 0}, projected(Projections.nonNegative(), x));
    assertArrayEquals(new double[] {-1, 0.5, 2, -0.25}, projected(Projections.box(-1, 2), x));
  }

  @Test
  void simplex_byHand() {
    // 0.9, 0.6, -1: tau is (1.5 - 1) / 2.
    assertArrayEquals(
        new double[] {0.65, 0, 0.35},
        projected(Projections.simplex(1), new double[][] {{0.9, -1, 0.6}}),
        1e-15);
    assertArrayEquals(
        new double[] {0.25, 0.5, 0.25},
        projected(Projections.simplex(1), new double[][] {{0.25}, {0.5}, {0.25}}),
        1e-15);
  }

  @Test
  void simplex_ofHugeNumbers_keepsTheSum() {
    assertArrayEquals(
        new double[] {0.5, 0.5, 0},
        projected(Projections.simplex(1), new double[][] {{1e200, 1e200, -1}}));
    assertArrayEquals(
        new double[] {1, 0}, projected(Projections.l1Ball(1), new double[][] {{1e200, 1e3}}));
  }

  @Test
  void balls_insideStays_outsideIsDrawnIn() {
    double[][] inside = {{0.5, -0.25}};
    assertArrayEquals(inside[0], projected(Projections.l1Ball(1), inside));
    assertArrayEquals(inside[0], projected(Projections.l2Ball(1), inside));
    // |x| = (3, 1, 0.5) onto the simplex of 2: tau = (3 + 1 - 2) / 2.
    assertArrayEquals(
        new double[] {-2, 0, 0},
        projected(Projections.l1Ball(2), new double[][] {{-3, 1, 0.5}}),
        1e-15);
    assertArrayEquals(
        new double[] {1.2, -1.6},
        projected(Projections.l2Ball(2), new double[][] {{3, -4}}),
        1e-15);
  }

  @Test
  void ballAndSphere_ofTheLargestAndLeastNumbers_keepTheDirection() {
    double half = Math.sqrt(0.5);
    double[][] huge = {{1.7e308, -1.7e308}};
    assertArrayEquals(new double[] {half, -half}, projected(Projections.l2Ball(1), huge), 1e-15);
    assertArrayEquals(new double[] {half, -half}, projected(Projections.unitNorm(), huge), 1e-15);
    double[][] tiny = {{0, 1e-310}};
    assertArrayEquals(new double[] {0, 1}, projected(Projections.unitNorm(), tiny), 1e-15);
  }

  @Test
  void unitNorm_scales_zeroStays() {
    assertArrayEquals(
        new double[] {0.6, -0.8},
        projected(Projections.unitNorm(), new double[][] {{3, -4}}),
        1e-15);
    assertArrayEquals(new double[2], projected(Projections.unitNorm(), new double[][] {{0, 0}}));
  }

  static Stream<Arguments> convexSets() {
    return Stream.of(
        Arguments.of("nonNegative", Projections.nonNegative()),
        Arguments.of("box", Projections.box(-0.5, 0.75)),
        Arguments.of("simplex", Projections.simplex(2)),
        Arguments.of("l1Ball", Projections.l1Ball(1.5)),
        Arguments.of("l2Ball", Projections.l2Ball(0.8)));
  }

  /**
   * p is nearest to x in a convex set if and only if (x - p)'(q - p) is at most 0 for all q in it.
   */
  @ParameterizedTest
  @MethodSource("convexSets")
  void of_randomPoints_isTheNearestOfItsSet(String name, Projection projection) {
    CounterRandom random = CounterRandom.of(3);
    for (int i = 0; i < 50; i++) {
      DMatrixRMaj x = random.stream(i).normal(3, 2, 0, 2);
      double[] p = projection.of(constant(x)).evaluate().data;
      double[] again = projection.of(constant(new DMatrixRMaj(3, 2, true, p))).evaluate().data;
      assertArrayEquals(p, again, 1e-14, name);
      DMatrixRMaj other = random.stream(1_000 + i).normal(3, 2, 0, 2);
      double[] q = projection.of(constant(other)).evaluate().data;
      double product = 0;
      for (int k = 0; k < p.length; k++) {
        product += (x.data[k] - p[k]) * (q[k] - p[k]);
      }
      double inner = product;
      // Rounding of six products of numbers below 10.
      assertTrue(inner <= 1e-13, () -> name + ": " + inner + " for " + Arrays.toString(p));
    }
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    assertRefused(
        "box: low must not exceed high, got low=1.0, high=0.0", () -> Projections.box(1, 0));
    assertRefused("simplex, sum: must be finite and > 0, got 0.0", () -> Projections.simplex(0));
    assertRefused("l1Ball, radius: must be finite and > 0, got -1.0", () -> Projections.l1Ball(-1));
    assertRefused(
        "l2Ball, radius: must be finite and > 0, got NaN", () -> Projections.l2Ball(Double.NaN));
    assertEquals(2, projected(Projections.box(2, 2), new double[][] {{5}})[0]);
  }
}
