// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every elementwise loop of the tier of this run, in both precisions, against StrictMath. */
class ElementwiseKernelsTest {
  private static final KernelTier TIER = KernelTiers.chosen();

  private static final int EXACT = ElementwiseCase.EXACT;
  private static final int CLOSE = ElementwiseCase.CLOSE;

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    -Double.MIN_NORMAL,
    0x0.fffffffffffffp-1022,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1e-16,
    -1e-16,
    1e150,
    -1e150,
    709.782712893384,
    709.7827128933841,
    710,
    -708.3964185322641,
    -708.3964185322642,
    -709.79,
    -744.4400719213812,
    -745.1332191019411,
    -745.1332191019412,
    -745.14,
    -746,
    1e3,
    -1e3,
    Math.PI,
    Math.PI / 2,
    Math.PI / 4,
    0x1p30,
    0x1.0000000000001p30,
    -0x1p30,
    0x1p52,
    0x1p53,
    1e22,
    1e300,
    Math.nextUp(1.0),
    Math.nextDown(1.0),
    Math.sqrt(2),
    Math.sqrt(0.5),
    22,
    -22,
    22.5,
    40,
    0x1.6ac5b262ca1ffp849,
    5.319372648326541e255,
    0.346573590279972,
    0.34657359027997264,
    88.72284,
    88.722839,
    88.8,
    -87.33655,
    -103.27893,
    -103.97,
    -103.9721,
    -104,
    32768,
    32769,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -1 + 0x1p-24,
    // Exponents around those that are odd, and that a power of 2 has left.
    2,
    3,
    -3,
    1.5,
    0x1p23 + 1,
    0x1p24 - 1,
    0x1p24 + 1,
    0x1p52 - 0.5,
    0x1p52 + 1,
    0x1p53 - 1,
    1 - 0x1p53,
    -149,
    -150,
    127,
    128,
    1023,
    1024,
    -1074,
    -1075
  };

  @ParameterizedTest
  @EnumSource
  void loop_manyPoints_isCloseOrExact(ElementwiseCase f) {
    SplittableRandom random = new SplittableRandom(17);
    int n = 4096;
    double worst = 0;
    double worstOfFloat = 0;
    // The digits of erf take their time.
    int blocks = f == ElementwiseCase.ERF ? 2 : 25;
    for (int block = 0; block < blocks; block++) {
      double[][] x = new double[3][n];
      for (int i = 0; i < n; i++) {
        x[0][i] = value(random, i);
        x[1][i] = i % 3 == 0 ? x[0][i] : value(random, i + 1);
        x[2][i] = i % 2 == 0 ? random.nextInt(2) : random.nextDouble();
      }
      worst = Math.max(worst, worst(f, x, n));
      for (int i = 0; i < n; i++) {
        // Floats of all sizes, and exact cancellation in the cross entropy.
        x[0][i] = i % 6 == 0 ? Float.intBitsToFloat(random.nextInt()) : x[0][i];
        x[1][i] = i % 3 == 0 ? x[0][i] : x[1][i];
        x[2][i] = random.nextInt(2);
      }
      worstOfFloat = Math.max(worstOfFloat, worstOfFloat(f, floats(x), n));
    }
    System.out.printf("%s: at most %.2f ulp, in float %.2f%n", f, worst, worstOfFloat);
  }

  /**
   * Six distributions in turn: all doubles, the usual sizes, the range of exp, multiples of pi/2.
   */
  private static double value(SplittableRandom random, int i) {
    return switch (i % 6) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> 6 * random.nextDouble() - 3;
      case 2 -> 1500 * random.nextDouble() - 750;
      case 3 ->
          (1 - 2 * random.nextInt(2)) * Math.scalb(1 + random.nextDouble(), -random.nextInt(60));
      case 4 ->
          Math.PI / 2 * random.nextInt() * (random.nextInt(3) - 1) / (1 << random.nextInt(31));
      default -> 1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(50));
    };
  }

  private static double worst(ElementwiseCase f, double[][] x, int n) {
    double[] y = new double[n];
    f.loops.inDouble().run(TIER, x, 0, y, n);
    double worst = 0;
    for (int i = 0; i < n; i++) {
      worst = Math.max(worst, error(f, x[0][i], x[1][i], x[2][i], y[i]));
    }
    return worst;
  }

  private static double worstOfFloat(ElementwiseCase f, float[][] x, int n) {
    float[] y = new float[n];
    f.loops.inFloat().run(TIER, x, 0, y, n);
    double worst = 0;
    for (int i = 0; i < n; i++) {
      worst = Math.max(worst, errorOfFloat(f, x[0][i], x[1][i], x[2][i], y[i]));
    }
    return worst;
  }

  private static float[][] floats(double[][] x) {
    float[][] y = new float[x.length][x[0].length];
    for (int k = 0; k < x.length; k++) {
      for (int i = 0; i < y[k].length; i++) {
        y[k][i] = (float) x[k][i];
      }
    }
    return y;
  }

  /**
   * The error in ulp of the expected value; infinite and NaN results and zeros' signs must match.
   */
  private static double error(ElementwiseCase f, double a, double b, double w, double got) {
    String where = f + " of " + a + ", " + b + ", " + w;
    double expected = f.reference.of(a, b, w);
    if (f.ulps == EXACT || expected == 0 || !Double.isFinite(expected) || !Double.isFinite(got)) {
      assertSameBits(expected, got, where);
      return 0;
    }
    double error = Math.abs(got - expected) / Math.ulp(expected);
    assertTrue(error <= f.ulps, () -> where + ": expected " + expected + ", got " + got);
    return error;
  }

  /** The same, where the expected value has digits that float has not. */
  private static double errorOfFloat(ElementwiseCase f, float a, float b, float w, float got) {
    String where = f + " of floats " + a + ", " + b + ", " + w;
    double exact = f.reference.of(a, b, w);
    // carry has no -0; adding it changes nothing.
    float expected = (float) exact + (f == ElementwiseCase.CARRY ? 0f : -0f);
    boolean finite = Float.isFinite(expected) && Float.isFinite(got);
    if (f.ulps == EXACT || exact == 0 || !finite) {
      assertSameBits(expected, got, where);
      return 0;
    }
    double error = Math.abs(got - exact) / Math.ulp(expected);
    assertTrue(error <= f.ulps, () -> where + ": expected " + exact + ", got " + got);
    return error;
  }

  @Test
  void power_resultsOfAllSizes_isClose() {
    SplittableRandom random = new SplittableRandom(23);
    double worst = 0;
    double worstOfFloat = 0;
    for (int block = 0; block < 25; block++) {
      double[][] x = powers(random, 4096, 745, 1070);
      worst = Math.max(worst, worst(ElementwiseCase.POWER, x, 4096));
      float[][] ofFloat = floats(powers(random, 4096, 104, 148));
      worstOfFloat = Math.max(worstOfFloat, worstOfFloat(ElementwiseCase.POWER, ofFloat, 4096));
    }
    System.out.printf("powers: at most %.2f ulp, in float %.2f%n", worst, worstOfFloat);
  }

  /** Bases of all sizes, half of them near 1, with exponents up to the ends of the range. */
  private static double[][] powers(SplittableRandom random, int n, double range, int exponents) {
    double[][] x = new double[3][n];
    for (int i = 0; i < n; i++) {
      double near = 1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(24));
      int exponent = random.nextInt(2 * exponents) - exponents;
      x[0][i] = i % 2 == 0 ? near : Math.scalb(1 + random.nextDouble(), exponent);
      x[1][i] = (2 * random.nextDouble() - 1) * range / Math.log(x[0][i]);
    }
    return x;
  }

  /** As {@link Math#pow} promises. */
  @Test
  void power_wholeNumbers_isExactWhereItIsANumber() {
    int n = 41;
    double[] exponents = new double[n];
    Arrays.setAll(exponents, i -> i);
    for (int base = -40; base <= 40; base++) {
      double[][] x = {new double[n], exponents, new double[n]};
      Arrays.fill(x[0], base);
      double[] y = new double[n];
      ElementwiseCase.POWER.loops.inDouble().run(TIER, x, 0, y, n);
      float[] ofFloat = new float[n];
      ElementwiseCase.POWER.loops.inFloat().run(TIER, floats(x), 0, ofFloat, n);
      for (int i = 0; i < n; i++) {
        BigInteger exact = BigInteger.valueOf(base).pow(i);
        int digits = exact.abs().bitLength() - exact.getLowestSetBit();
        if (digits <= 53) {
          assertEquals(exact.doubleValue(), y[i], base + "^" + i);
        }
        if (digits <= 24) {
          assertEquals(exact.floatValue(), ofFloat[i], "float " + base + "^" + i);
        }
      }
    }
  }

  /** Where StrictMath itself has an error: forty digits, from tiny to saturated arguments. */
  @ParameterizedTest
  @EnumSource(
      names = {"EXP", "TANH", "SIGMOID", "ERF", "POWER", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2"})
  void loop_againstFortyDigits_isClose(ElementwiseCase f) {
    SplittableRandom random = new SplittableRandom(5);
    int n = 6_000;
    double[][] x = digitPoints(f, random, n);
    double[] y = new double[n];
    f.loops.inDouble().run(TIER, x, 0, y, n);
    double worst = 0;
    for (int i = 0; i < n; i++) {
      BigDecimal exact = Digits.of(f, x[0][i], x[1][i]);
      BigDecimal ulp = new BigDecimal(Math.ulp(exact.doubleValue()));
      double error = new BigDecimal(y[i]).subtract(exact).divide(ulp, Digits.MANY).doubleValue();
      worst = Math.max(worst, Math.abs(error));
    }
    System.out.printf("%s: at most %.2f ulp from the truth%n", f, worst);
    assertTrue(worst <= CLOSE, f + ": " + worst);
  }

  private static double[][] digitPoints(ElementwiseCase f, SplittableRandom random, int n) {
    if (f == ElementwiseCase.POWER) {
      // Without results that are subnormal or infinite.
      return powers(random, n, 700, 1000);
    }
    double most =
        switch (f) {
          case ERF -> 7;
          case ASIN, ACOS -> 1;
          default -> 40;
        };
    double[][] x = new double[3][n];
    for (int k = 0; k < 2; k++) {
      double[] one = x[k];
      Arrays.setAll(
          one, i -> (2 * random.nextDouble() - 1) * Math.scalb(most, -random.nextInt(12)));
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource
  void loop_specialValues_areExact(ElementwiseCase f) {
    int n = SPECIAL.length;
    for (double other : SPECIAL) {
      double[][] x = {SPECIAL, new double[n], new double[n]};
      Arrays.fill(x[1], other);
      Arrays.setAll(x[2], i -> i % 2);
      assertTrue(worst(f, x, n) <= f.ulps);
      assertTrue(worstOfFloat(f, floats(x), n) <= f.ulps);
    }
  }

  @ParameterizedTest
  @EnumSource
  void loop_everyPlaceAndLength_givesTheSameBits(ElementwiseCase f) {
    double[][] x = somePoints();
    int size = x[0].length;
    double[] one = new double[size];
    for (int i = 0; i < size; i++) {
      f.loops.inDouble().run(TIER, x, i, one, 1);
    }
    for (int at = 0; at <= 9; at++) {
      for (int n = 0; n <= 70; n++) {
        double[] y = new double[size];
        Arrays.fill(y, 0.125);
        f.loops.inDouble().run(TIER, x, at, y, n);
        for (int i = 0; i < size; i++) {
          assertSameBits(i >= at && i < at + n ? one[i] : 0.125, y[i], f + " " + at + " " + n);
        }
        // In place, into each input.
        for (int input = 0; input < 3; input++) {
          double[][] own = {x[0].clone(), x[1].clone(), x[2].clone()};
          f.loops.inDouble().run(TIER, own, at, own[input], n);
          for (int i = 0; i < size; i++) {
            double expected = i >= at && i < at + n ? one[i] : x[input][i];
            assertSameBits(expected, own[input][i], f + " in place " + at + " " + n);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void loopOfFloats_everyPlaceAndLength_givesTheSameBits(ElementwiseCase f) {
    float[][] x = floats(somePoints());
    int size = x[0].length;
    float[] one = new float[size];
    for (int i = 0; i < size; i++) {
      f.loops.inFloat().run(TIER, x, i, one, 1);
    }
    for (int at = 0; at <= 9; at++) {
      for (int n = 0; n <= 70; n++) {
        for (int input = 0; input < 3; input++) {
          float[][] own = {x[0].clone(), x[1].clone(), x[2].clone()};
          f.loops.inFloat().run(TIER, own, at, own[input], n);
          for (int i = 0; i < size; i++) {
            float expected = i >= at && i < at + n ? one[i] : x[input][i];
            assertSameBits(expected, own[input][i], f + " of floats " + at + " " + n);
          }
        }
      }
    }
  }

  private static double[][] somePoints() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] x = new double[3][80];
    for (int i = 0; i < 80; i++) {
      x[0][i] = value(random, i);
      x[1][i] = value(random, i + 1);
      x[2][i] = random.nextInt(2);
    }
    return x;
  }

  /** Equal, with the sign of zero; all NaN are one. */
  private static void assertSameBits(double expected, double got, String where) {
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(got)) {
      assertEquals(expected, got, where);
    }
  }
}
