// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every loop of the SIMD tier against the plain one or StrictMath; skipped where it is absent. */
class SimdTierTest {
  private static final KernelTier PLAIN = new KernelTiers.PlainTier();
  private static KernelTier simd = PLAIN;

  /** The same bits as the plain loop. */
  private static final int EXACT = 0;

  /** Within so many ulp of StrictMath, which is itself within 1 or 2. */
  private static final int CLOSE = 4;

  /** A loop of up to three inputs; what it does not need is ignored. */
  private interface Loop {
    void run(KernelTier tier, double[][] x, int at, double[] y, int n);
  }

  private enum Function {
    NEGATIVE(EXACT, (t, x, at, y, n) -> t.negative(x[0], at, y, at, n)),
    RECIPROCAL(EXACT, (t, x, at, y, n) -> t.reciprocal(x[0], at, y, at, n)),
    SQRT(EXACT, (t, x, at, y, n) -> t.sqrt(x[0], at, y, at, n)),
    SQUARE(EXACT, (t, x, at, y, n) -> t.square(x[0], at, y, at, n)),
    RELU(EXACT, (t, x, at, y, n) -> t.relu(x[0], at, y, at, n)),
    ABS(EXACT, (t, x, at, y, n) -> t.abs(x[0], at, y, at, n)),
    SIGN(EXACT, (t, x, at, y, n) -> t.sign(x[0], at, y, at, n)),
    STEP(EXACT, (t, x, at, y, n) -> t.step(x[0], at, y, at, n)),
    SCALE(EXACT, (t, x, at, y, n) -> t.scale(x[0], at, 1.7, y, at, n)),
    SHIFT(EXACT, (t, x, at, y, n) -> t.shift(x[0], at, -0.3, y, at, n)),
    DIVIDE_BY(EXACT, (t, x, at, y, n) -> t.divide(x[0], at, 1.7, y, at, n)),
    POWER_OF(EXACT, (t, x, at, y, n) -> t.power(x[0], at, 2.5, y, at, n)),
    CLIP(EXACT, (t, x, at, y, n) -> t.clip(x[0], at, -1.5, 0.0, y, at, n)),
    MINUS(EXACT, (t, x, at, y, n) -> t.minus(x[0], at, x[1], at, y, at, n)),
    TIMES(EXACT, (t, x, at, y, n) -> t.times(x[0], at, x[1], at, y, at, n)),
    DIVIDE(EXACT, (t, x, at, y, n) -> t.divide(x[0], at, x[1], at, y, at, n)),
    POWER(EXACT, (t, x, at, y, n) -> t.power(x[0], at, x[1], at, y, at, n)),
    MAXIMUM(EXACT, (t, x, at, y, n) -> t.maximum(x[0], at, x[1], at, y, at, n)),
    MINIMUM(EXACT, (t, x, at, y, n) -> t.minimum(x[0], at, x[1], at, y, at, n)),
    CARRY(EXACT, (t, x, at, y, n) -> t.carry(x[0], at, x[1], at, y, at, n)),
    SAME(EXACT, (t, x, at, y, n) -> t.same(x[0], at, x[1], at, y, at, n)),
    SHARE(EXACT, (t, x, at, y, n) -> t.shareOfMaximum(x[0], at, x[1], at, y, at, n)),
    LESS_THAN(EXACT, (t, x, at, y, n) -> t.lessThan(x[0], at, x[1], at, y, at, n)),
    LESS_OR_EQUAL(EXACT, (t, x, at, y, n) -> t.lessOrEqual(x[0], at, x[1], at, y, at, n)),
    EQUAL_TO(EXACT, (t, x, at, y, n) -> t.equalTo(x[0], at, x[1], at, y, at, n)),
    SELECT(EXACT, (t, x, at, y, n) -> t.select(x[0], at, x[1], at, x[2], at, y, at, n)),
    EXP(CLOSE, (t, x, at, y, n) -> t.exp(x[0], at, y, at, n), (a, b) -> StrictMath.exp(a)),
    LOG(CLOSE, (t, x, at, y, n) -> t.log(x[0], at, y, at, n), (a, b) -> StrictMath.log(a)),
    TANH(CLOSE, (t, x, at, y, n) -> t.tanh(x[0], at, y, at, n), (a, b) -> StrictMath.tanh(a)),
    SIN(CLOSE, (t, x, at, y, n) -> t.sin(x[0], at, y, at, n), (a, b) -> StrictMath.sin(a)),
    COS(CLOSE, (t, x, at, y, n) -> t.cos(x[0], at, y, at, n), (a, b) -> StrictMath.cos(a)),
    SIGMOID(
        CLOSE,
        (t, x, at, y, n) -> t.sigmoid(x[0], at, y, at, n),
        (a, b) ->
            a < 0 ? StrictMath.exp(a) / (1 + StrictMath.exp(a)) : 1 / (1 + StrictMath.exp(-a))),
    SOFTPLUS(
        CLOSE,
        (t, x, at, y, n) -> t.softplus(x[0], at, y, at, n),
        (a, b) -> Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)))),
    SIGMOID_CROSS_ENTROPY(
        CLOSE,
        (t, x, at, y, n) -> t.sigmoidCrossEntropy(x[0], at, x[2], at, y, at, n),
        (a, b) -> Math.max(a, 0) - a * b + StrictMath.log1p(StrictMath.exp(-Math.abs(a))));

    final int ulps;
    final Loop loop;
    final DoubleBinaryOperator reference;

    Function(int ulps, Loop loop) {
      this(ulps, loop, (a, b) -> Double.NaN);
    }

    Function(int ulps, Loop loop, DoubleBinaryOperator reference) {
      this.ulps = ulps;
      this.loop = loop;
      this.reference = reference;
    }

    /** What the loop must give, or be close to. */
    double[] expected(double[][] x, int n) {
      double[] y = new double[n];
      if (ulps == EXACT) {
        loop.run(PLAIN, x, 0, y, n);
      } else {
        Arrays.setAll(y, i -> reference.applyAsDouble(x[0][i], x[2][i]));
      }
      return y;
    }
  }

  private static final MathContext DIGITS = new MathContext(60);

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
    0.34657359027997264
  };

  @BeforeAll
  static void skipWithoutSimd() {
    assumeTrue(KernelTiers.simd().isPresent(), "the module jdk.incubator.vector is absent");
    simd = KernelTiers.simd().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void loop_millionsOfPoints_isCloseOrExact(Function f) {
    SplittableRandom random = new SplittableRandom(17);
    int n = 4096;
    double worst = 0;
    for (int block = 0; block < 300; block++) {
      double[][] x = new double[3][n];
      for (int i = 0; i < n; i++) {
        x[0][i] = value(random, i);
        x[1][i] = i % 3 == 0 ? x[0][i] : value(random, i + 1);
        x[2][i] = i % 2 == 0 ? random.nextInt(2) : random.nextDouble();
      }
      double[] y = new double[n];
      f.loop.run(simd, x, 0, y, n);
      double[] expected = f.expected(x, n);
      for (int i = 0; i < n; i++) {
        worst = Math.max(worst, check(f, x, i, expected[i], y[i]));
      }
    }
    System.out.printf("%s: at most %.2f ulp from its reference%n", f, worst);
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

  /** Where StrictMath itself has an error: forty digits, from tiny to saturated arguments. */
  @ParameterizedTest
  @EnumSource(names = {"EXP", "TANH", "SIGMOID"})
  void loop_againstFortyDigits_isClose(Function f) {
    SplittableRandom random = new SplittableRandom(5);
    int n = 20_000;
    double[][] x = new double[3][n];
    Arrays.setAll(x[0], i -> (2 * random.nextDouble() - 1) * Math.scalb(40.0, -random.nextInt(12)));
    double[] y = new double[n];
    f.loop.run(simd, x, 0, y, n);
    double worst = 0;
    for (int i = 0; i < n; i++) {
      BigDecimal exact = exactly(f, x[0][i]);
      BigDecimal ulp = new BigDecimal(Math.ulp(exact.doubleValue()));
      double error = new BigDecimal(y[i]).subtract(exact).divide(ulp, DIGITS).doubleValue();
      worst = Math.max(worst, Math.abs(error));
    }
    System.out.printf("%s: at most %.2f ulp from the truth%n", f, worst);
    assertTrue(worst <= CLOSE, f + ": " + worst);
  }

  private static BigDecimal exactly(Function f, double x) {
    BigDecimal one = BigDecimal.ONE;
    return switch (f) {
      case EXP -> exp(x);
      case SIGMOID -> one.divide(one.add(exp(-x)), DIGITS);
      default -> {
        BigDecimal e = exp(2 * x);
        yield e.subtract(one).divide(e.add(one), DIGITS);
      }
    };
  }

  /** Taylor at x / 1024, squared ten times, which loses some of sixty digits. */
  private static BigDecimal exp(double x) {
    BigDecimal r = new BigDecimal(x).divide(new BigDecimal(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = term;
    for (int k = 1; k < 30; k++) {
      term = term.multiply(r, DIGITS).divide(new BigDecimal(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int k = 0; k < 10; k++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void loop_specialValues_areExact(Function f) {
    int n = SPECIAL.length;
    for (double other : SPECIAL) {
      double[][] x = {SPECIAL, new double[n], new double[n]};
      Arrays.fill(x[1], other);
      Arrays.setAll(x[2], i -> i % 2);
      double[] y = new double[n];
      f.loop.run(simd, x, 0, y, n);
      double[] expected = f.expected(x, n);
      for (int i = 0; i < n; i++) {
        check(f, x, i, expected[i], y[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void loop_everyPlaceAndLength_givesTheSameBits(Function f) {
    SplittableRandom random = new SplittableRandom(3);
    int size = 80;
    double[][] x = new double[3][size];
    double[] one = new double[size];
    for (int i = 0; i < size; i++) {
      x[0][i] = value(random, i);
      x[1][i] = value(random, i + 1);
      x[2][i] = random.nextInt(2);
      f.loop.run(simd, x, i, one, 1);
    }
    for (int at = 0; at <= 9; at++) {
      for (int n = 0; n <= 70; n++) {
        double[] y = new double[size];
        Arrays.fill(y, 0.125);
        f.loop.run(simd, x, at, y, n);
        for (int i = 0; i < size; i++) {
          assertSameBits(i >= at && i < at + n ? one[i] : 0.125, y[i], f + " " + at + " " + n);
        }
        // In place, into each input.
        for (int input = 0; input < 3; input++) {
          double[][] own = {x[0].clone(), x[1].clone(), x[2].clone()};
          f.loop.run(simd, own, at, own[input], n);
          for (int i = 0; i < size; i++) {
            double expected = i >= at && i < at + n ? one[i] : x[input][i];
            assertSameBits(expected, own[input][i], f + " in place " + at + " " + n);
          }
        }
      }
    }
  }

  /**
   * The error in ulp of the expected value; infinite and NaN results and zeros' signs must match.
   */
  private static double check(Function f, double[][] x, int i, double expected, double got) {
    String where = f + " of " + x[0][i] + ", " + x[1][i] + ", " + x[2][i];
    if (f.ulps == EXACT || expected == 0 || !Double.isFinite(expected) || !Double.isFinite(got)) {
      assertSameBits(expected, got, where);
      return 0;
    }
    double error = Math.abs(got - expected) / Math.ulp(expected);
    assertTrue(error <= f.ulps, () -> where + ": expected " + expected + ", got " + got);
    return error;
  }

  /** Equal, with the sign of zero; all NaN are one. */
  private static void assertSameBits(double expected, double got, String where) {
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(got)) {
      assertEquals(expected, got, where);
    }
  }
}
