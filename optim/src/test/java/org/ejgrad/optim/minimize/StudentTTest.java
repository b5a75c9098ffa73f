// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the published table of t (Abramowitz and Stegun 1964, table 26.10) and closed forms. */
class StudentTTest {
  /** Tables give three decimals. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.975, 12.706",
    "2, 0.975, 4.303",
    "3, 0.975, 3.182",
    "5, 0.975, 2.571",
    "10, 0.975, 2.228",
    "20, 0.975, 2.086",
    "30, 0.975, 2.042",
    "60, 0.975, 2.000",
    "120, 0.975, 1.980",
    "1, 0.95, 6.314",
    "4, 0.95, 2.132",
    "25, 0.95, 1.708",
    "1, 0.995, 63.657",
    "7, 0.995, 3.499",
    "40, 0.995, 2.704",
  })
  void quantile_equalsTheTable(double degreesOfFreedom, double p, double t) {
    assertEquals(t, StudentT.quantile(p, degreesOfFreedom), 5.1e-4);
    assertEquals(-t, StudentT.quantile(1 - p, degreesOfFreedom), 5.1e-4);
  }

  /** With one degree the quantile is tan(pi (p - 1/2)), with two (2p - 1) / sqrt(2 p (1 - p)). */
  @ParameterizedTest
  @CsvSource({"0.6", "0.75", "0.9", "0.99", "0.9999"})
  void quantile_ofOneAndTwoDegrees_equalsTheClosedForm(double p) {
    double one = Math.tan(Math.PI * (p - 0.5));
    double two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    // The probability is exact to some 1e-15, which the flat tail magnifies.
    assertEquals(one, StudentT.quantile(p, 1), 1e-10 * one);
    assertEquals(two, StudentT.quantile(p, 2), 1e-10 * two);
  }

  /** Near 1/2 the quantile is (p - 1/2) / density(0) but for its cube. */
  @Test
  void quantile_nearOneHalf_keepsItsDigits() {
    // Gamma(4) = 6, Gamma(7/2) = 15 sqrt(pi) / 8
    double density = 6 / (Math.sqrt(7 * Math.PI) * 15 * Math.sqrt(Math.PI) / 8);
    for (double p : new double[] {0.5000001, 0.4999999, 0.500000000001}) {
      double t = (p - 0.5) / density;
      // The cube is 1e-13 of it.
      assertEquals(t, StudentT.quantile(p, 7), 1e-12 * Math.abs(t));
    }
  }

  /** With many degrees it is z + (z^3 + z) / 4 nu (Abramowitz and Stegun 1964, 26.7.5). */
  @ParameterizedTest
  @CsvSource({"1e7", "1e9", "1e12"})
  void quantile_ofManyDegrees_isNearlyTheNormalOne(double nu) {
    // Quantiles of the normal distribution at 0.975 and 0.9.
    for (double[] pz : new double[][] {{0.975, 1.959963984540054}, {0.9, 1.2815515655446004}}) {
      double z = pz[1];
      double t = z + (z * z * z + z) / (4 * nu);
      // The rounding of 0.975 and of its tail.
      assertEquals(t, StudentT.quantile(pz[0], nu), 1e-13 * t);
    }
    double middle = 1e-3 * Math.sqrt(2 * Math.PI) * (1 + Math.PI * 1e-6 / 3);
    assertEquals(middle, StudentT.quantile(0.501, nu), 1e-6 * middle);
  }

  @Test
  void probability_ofTheQuantile_isP() {
    for (double nu : new double[] {1, 2.5, 9, 100, 10_000}) {
      for (double p : new double[] {1e-6, 0.01, 0.3, 0.5, 0.8, 0.999}) {
        assertEquals(p, StudentT.probability(StudentT.quantile(p, nu), nu), 1e-13);
      }
    }
  }

  /** With one degree tan(pi level / 2), with two level sqrt(2 / (1 - level^2)). */
  @ParameterizedTest
  @CsvSource({"1e-100", "1e-17", "1e-3", "0.3", "0.5", "0.75", "0.95", "0.999999"})
  void halfWidth_ofOneAndTwoDegrees_equalsTheClosedForm(double level) {
    double one = Math.tan(Math.PI * level / 2);
    double two = level * Math.sqrt(2 / ((1 - level) * (1 + level)));
    assertEquals(one, StudentT.halfWidth(level, 1), 1e-10 * one);
    assertEquals(two, StudentT.halfWidth(level, 2), 1e-10 * two);
  }

  /** Of the share q beyond it is 2 / (pi q) and sqrt(1 / q) with one and two degrees. */
  @ParameterizedTest
  @CsvSource({"1e-9", "1e-12", "1e-15", "1.1102230246251565e-16"})
  void halfWidth_nearOne_keepsTheDigitsOfItsTail(double beyond) {
    double level = 1 - beyond;
    // What rounding leaves; the next terms of the series are 1e-9 of the first, or less.
    double left = 1 - level;
    double one = 2 / (Math.PI * left);
    double two = 1 / Math.sqrt(left);
    assertEquals(one, StudentT.halfWidth(level, 1), 2e-9 * one);
    assertEquals(two, StudentT.halfWidth(level, 2), 2e-9 * two);
  }

  @Test
  void halfWidth_outOfRange_isRefused() {
    for (double level : new double[] {0, 1, -0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> StudentT.halfWidth(level, 3));
    }
    assertThrows(IllegalArgumentException.class, () -> StudentT.halfWidth(0.5, Double.NaN));
  }

  @Test
  void quantile_outOfRange_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(1, 3));
    assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(Double.NaN, 3));
    assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(0.5, 0));
  }
}
