// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Norms and spreads where squares leave the range of numbers, cancel, or vanish. */
class StatisticsTest {
  @Test
  void normF_ofHugeAndTinyNumbers_neitherOverflowsNorVanishes() {
    assertEquals(Math.sqrt(2) * 1e200, number(row(1e200, 1e200).normF()), 1e185);
    // sqrt(2) times 2024 units of the smallest number is 2862.4 of them.
    assertEquals(Math.hypot(1e-320, 1e-320), number(row(1e-320, 1e-320).normF()), 0);
    assertEquals(5e-170, number(row(3e-170, 4e-170).normF()), 1e-185);
    assertEquals(1e200, number(row(1e200, 1e-200).normF()), 0);
  }

  @Test
  void normF_ofHugeAndTinyNumbers_hasSlopesOfUnitLength() {
    double half = Math.sqrt(0.5);
    Expr huge = parameter("x", new DMatrixRMaj(new double[][] {{1e200, -1e200}}));
    double[] ofHuge = gradients(huge.normF(), huge).get(0).evaluate().data;
    assertArrayEquals(new double[] {half, -half}, ofHuge, 1e-15);
    // x has 2024 units of the smallest number, y 2862: their quotient has four digits.
    Expr tiny = parameter("x", new DMatrixRMaj(new double[][] {{1e-320, 1e-320}}));
    double[] slopes = gradients(tiny.normF(), tiny).get(0).evaluate().data;
    assertArrayEquals(new double[] {half, half}, slopes, 2e-4);
  }

  @Test
  void norms_atZero_haveSlopeZero() {
    Expr x = parameter("x", new DMatrixRMaj(2, 3));
    Expr[] norms = {
      x.normF(), x.normRows().elementSum(), x.normCols().elementSum(), x.elementSumAbs(), x.normP1()
    };
    for (Expr norm : norms) {
      assertEquals(0, number(norm));
      assertArrayEquals(new double[6], gradients(norm, x).get(0).evaluate().data);
    }
  }

  @Test
  void norm_ofOneZeroRow_leavesTheOthersTheirSlopes() {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{0, 0}, {3, 4}}));
    double[] slopes = gradients(x.normRows().elementSum(), x).get(0).evaluate().data;
    assertArrayEquals(new double[] {0, 0, 0.6, 0.8}, slopes, 1e-16);
  }

  @Test
  void variance_farFromZero_isExact() {
    Expr x = row(1e8 + 4, 1e8 + 7, 1e8 + 13, 1e8 + 16);
    assertEquals(22.5, number(x.variance(Population.WHOLE)));
    assertEquals(30, number(x.variance(Population.SAMPLE)));
    assertEquals(22.5, number(x.varianceRows(Population.WHOLE)));
    assertEquals(30, number(x.transpose().varianceCols(Population.SAMPLE)));
    assertEquals(Math.sqrt(30), number(x.standardDeviation(Population.SAMPLE)), 1e-15);
  }

  @Test
  void standardDeviation_ofEqualNumbers_isZeroWithSlopeZero() {
    // Three times 0.1 add up to more than 0.3, and their mean is not 0.1.
    Expr x =
        parameter("x", new DMatrixRMaj(3, 3, true, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1));
    Expr[] spreads = {
      x.standardDeviation(Population.WHOLE),
      x.standardDeviationRows(Population.SAMPLE).elementSum(),
      x.standardDeviationCols(Population.SAMPLE).elementSum(),
      x.variance(Population.SAMPLE)
    };
    for (Expr spread : spreads) {
      assertEquals(0, number(spread));
      assertArrayEquals(new double[9], gradients(spread, x).get(0).evaluate().data);
    }
  }

  @Test
  void standardDeviation_ofHugeNumbers_doesNotOverflow() {
    assertEquals(1e200, number(row(-1e200, 1e200).standardDeviation(Population.WHOLE)), 1e185);
  }

  @Test
  void functions_nearTheirHardPoints_keepTheirDigits() {
    // References from 60-digit arithmetic.
    assertRelative(9.999999950000001e-9, constant(1e-8).log1p());
    assertRelative(1.000000005e-8, constant(1e-8).expm1());
    assertRelative(1e-300, constant(1e-300).log1p());
    assertRelative(1e-300, constant(1e-300).expm1());
    assertRelative(-4.248354255291589e-18, constant(40).logSigmoid());
    assertRelative(-1000, constant(-1000).logSigmoid());
    assertRelative(Math.sqrt(2) * 1e300, constant(1e300).hypot(constant(1e300)));
    assertRelative(1e-17, constant(1e-17).sinh());
  }

  private static void assertRelative(double expected, Expr x) {
    assertEquals(expected, number(x), 1e-15 * Math.abs(expected));
  }

  private static double number(Expr x) {
    return x.evaluate().data[0];
  }

  private static Expr row(double... values) {
    return constant(new double[][] {values});
  }
}
