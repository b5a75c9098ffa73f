// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/** The elementwise functions, each with what it must give. */
enum ElementwiseCase {
  NEGATIVE(
      ElementwiseCase.EXACT, unary(KernelTier::negative, KernelTier::negative), (a, b, w) -> -a),
  RECIPROCAL(
      ElementwiseCase.EXACT,
      unary(KernelTier::reciprocal, KernelTier::reciprocal),
      (a, b, w) -> 1 / a),
  SQRT(
      ElementwiseCase.EXACT,
      unary(KernelTier::sqrt, KernelTier::sqrt),
      (a, b, w) -> Math.sqrt(a) + 0.0),
  SQUARE(ElementwiseCase.EXACT, unary(KernelTier::square, KernelTier::square), (a, b, w) -> a * a),
  RELU(
      ElementwiseCase.EXACT,
      unary(KernelTier::relu, KernelTier::relu),
      (a, b, w) -> Math.max(a, 0)),
  ABS(ElementwiseCase.EXACT, unary(KernelTier::abs, KernelTier::abs), (a, b, w) -> Math.abs(a)),
  SIGN(
      ElementwiseCase.EXACT,
      unary(KernelTier::sign, KernelTier::sign),
      (a, b, w) -> Math.signum(a)),
  STEP(
      ElementwiseCase.EXACT,
      unary(KernelTier::step, KernelTier::step),
      (a, b, w) -> Double.isNaN(a) ? a : a > 0 ? 1 : 0),
  FLOOR(
      ElementwiseCase.EXACT,
      unary(KernelTier::floor, KernelTier::floor),
      (a, b, w) -> Math.floor(a)),
  CEIL(ElementwiseCase.EXACT, unary(KernelTier::ceil, KernelTier::ceil), (a, b, w) -> Math.ceil(a)),
  ROUND(
      ElementwiseCase.EXACT,
      unary(KernelTier::round, KernelTier::round),
      (a, b, w) -> Math.rint(a)),
  SOFTSIGN(
      ElementwiseCase.CLOSE,
      unary(KernelTier::softsign, KernelTier::softsign),
      (a, b, w) -> Double.isInfinite(a) ? Math.signum(a) : a / (1 + Math.abs(a))),
  TAN(
      ElementwiseCase.CLOSE,
      unary(KernelTier::tan, KernelTier::tan),
      (a, b, w) -> StrictMath.tan(a)),
  ASIN(
      ElementwiseCase.CLOSE,
      unary(KernelTier::asin, KernelTier::asin),
      (a, b, w) -> StrictMath.asin(a)),
  ACOS(
      ElementwiseCase.CLOSE,
      unary(KernelTier::acos, KernelTier::acos),
      (a, b, w) -> StrictMath.acos(a)),
  ATAN(
      ElementwiseCase.CLOSE,
      unary(KernelTier::atan, KernelTier::atan),
      (a, b, w) -> StrictMath.atan(a)),
  SINH(
      ElementwiseCase.CLOSE,
      unary(KernelTier::sinh, KernelTier::sinh),
      (a, b, w) -> StrictMath.sinh(a)),
  COSH(
      ElementwiseCase.CLOSE,
      unary(KernelTier::cosh, KernelTier::cosh),
      (a, b, w) -> StrictMath.cosh(a)),
  EXPM1(
      ElementwiseCase.CLOSE,
      unary(KernelTier::expm1, KernelTier::expm1),
      (a, b, w) -> StrictMath.expm1(a)),
  LEAKY_RELU(
      ElementwiseCase.EXACT,
      withNumber(ElementwiseCase.C, KernelTier::leakyRelu, KernelTier::leakyRelu),
      (a, b, w) -> a > 0 ? a : a * ElementwiseCase.C),
  ATAN2(
      ElementwiseCase.CLOSE,
      binary(KernelTier::atan2, KernelTier::atan2),
      (a, b, w) -> StrictMath.atan2(a, b)),
  HYPOT(
      ElementwiseCase.CLOSE,
      binary(KernelTier::hypot, KernelTier::hypot),
      (a, b, w) -> StrictMath.hypot(a, b)),
  SCALE(
      ElementwiseCase.EXACT,
      withNumber(ElementwiseCase.C, KernelTier::scale, KernelTier::scale),
      (a, b, w) -> a * ElementwiseCase.C),
  SHIFT(
      ElementwiseCase.EXACT,
      withNumber(ElementwiseCase.C, KernelTier::shift, KernelTier::shift),
      (a, b, w) -> a + ElementwiseCase.C),
  DIVIDE_BY(
      ElementwiseCase.EXACT,
      withNumber(ElementwiseCase.C, KernelTier::divide, KernelTier::divide),
      (a, b, w) -> a / ElementwiseCase.C),
  POWER_OF(
      ElementwiseCase.CLOSE,
      withNumber(2.5, KernelTier::power, KernelTier::power),
      (a, b, w) -> StrictMath.pow(a, 2.5)),
  POWER_OF_ODD(
      ElementwiseCase.CLOSE,
      withNumber(-3, KernelTier::power, KernelTier::power),
      (a, b, w) -> StrictMath.pow(a, -3)),
  /** A float of this number differs from it. */
  POWER_OF_TENTH(
      ElementwiseCase.CLOSE,
      withNumber(0.1, KernelTier::power, KernelTier::power),
      (a, b, w) -> StrictMath.pow(a, 0.1)),
  /** An odd number whose float is even. */
  POWER_OF_MANY(
      ElementwiseCase.CLOSE,
      withNumber(0x1p24 + 1, KernelTier::power, KernelTier::power),
      (a, b, w) -> StrictMath.pow(a, 0x1p24 + 1)),
  ADD(ElementwiseCase.EXACT, binary(KernelTier::add, KernelTier::add), (a, b, w) -> a + b),
  MINUS(ElementwiseCase.EXACT, binary(KernelTier::minus, KernelTier::minus), (a, b, w) -> a - b),
  TIMES(ElementwiseCase.EXACT, binary(KernelTier::times, KernelTier::times), (a, b, w) -> a * b),
  DIVIDE(ElementwiseCase.EXACT, binary(KernelTier::divide, KernelTier::divide), (a, b, w) -> a / b),
  MAXIMUM(
      ElementwiseCase.EXACT,
      binary(KernelTier::maximum, KernelTier::maximum),
      (a, b, w) -> Math.max(a, b)),
  MINIMUM(
      ElementwiseCase.EXACT,
      binary(KernelTier::minimum, KernelTier::minimum),
      (a, b, w) -> Math.min(a, b)),
  CARRY(
      ElementwiseCase.EXACT,
      binary(KernelTier::carry, KernelTier::carry),
      (a, b, w) -> a == 0 || b == 0 ? 0 : a * b + 0.0),
  SAME(
      ElementwiseCase.EXACT,
      binary(KernelTier::same, KernelTier::same),
      (a, b, w) -> a == b || (Double.isNaN(a) && Double.isNaN(b)) ? 1 : 0),
  SHARE(
      ElementwiseCase.EXACT,
      binary(KernelTier::shareOfMaximum, KernelTier::shareOfMaximum),
      (a, b, w) -> a > b ? 1 : a < b ? 0 : a == b ? 0.5 : Double.NaN),
  LESS_THAN(
      ElementwiseCase.EXACT,
      binary(KernelTier::lessThan, KernelTier::lessThan),
      (a, b, w) -> a < b ? 1 : 0),
  LESS_OR_EQUAL(
      ElementwiseCase.EXACT,
      binary(KernelTier::lessOrEqual, KernelTier::lessOrEqual),
      (a, b, w) -> a <= b ? 1 : 0),
  EQUAL_TO(
      ElementwiseCase.EXACT,
      binary(KernelTier::equalTo, KernelTier::equalTo),
      (a, b, w) -> a == b ? 1 : 0),
  POWER(
      ElementwiseCase.CLOSE,
      binary(KernelTier::power, KernelTier::power),
      (a, b, w) -> power(a, b)),
  CLIP(
      ElementwiseCase.EXACT,
      new Loops(
          (t, x, at, y, n) -> t.clip(x[0], at, -1.5, 0, y, at, n),
          (t, x, at, y, n) -> t.clip(x[0], at, -1.5, 0, y, at, n)),
      (a, b, w) -> Math.min(Math.max(a, -1.5), 0)),
  SELECT(
      ElementwiseCase.EXACT,
      new Loops(
          (t, x, at, y, n) -> t.select(x[0], at, x[1], at, x[2], at, y, at, n),
          (t, x, at, y, n) -> t.select(x[0], at, x[1], at, x[2], at, y, at, n)),
      (a, b, w) -> a != 0 ? b : w),
  EXP(
      ElementwiseCase.CLOSE,
      unary(KernelTier::exp, KernelTier::exp),
      (a, b, w) -> StrictMath.exp(a)),
  LOG(
      ElementwiseCase.CLOSE,
      unary(KernelTier::log, KernelTier::log),
      (a, b, w) -> StrictMath.log(a)),
  LOG1P(
      ElementwiseCase.CLOSE,
      unary(KernelTier::log1p, KernelTier::log1p),
      (a, b, w) -> StrictMath.log1p(a)),
  TANH(
      ElementwiseCase.CLOSE,
      unary(KernelTier::tanh, KernelTier::tanh),
      (a, b, w) -> StrictMath.tanh(a)),
  SIN(
      ElementwiseCase.CLOSE,
      unary(KernelTier::sin, KernelTier::sin),
      (a, b, w) -> StrictMath.sin(a)),
  COS(
      ElementwiseCase.CLOSE,
      unary(KernelTier::cos, KernelTier::cos),
      (a, b, w) -> StrictMath.cos(a)),
  ERF(ElementwiseCase.CLOSE, unary(KernelTier::erf, KernelTier::erf), (a, b, w) -> erf(a)),
  SIGMOID(
      ElementwiseCase.CLOSE,
      unary(KernelTier::sigmoid, KernelTier::sigmoid),
      (a, b, w) ->
          a < 0 ? StrictMath.exp(a) / (1 + StrictMath.exp(a)) : 1 / (1 + StrictMath.exp(-a))),
  SOFTPLUS(
      ElementwiseCase.CLOSE,
      unary(KernelTier::softplus, KernelTier::softplus),
      (a, b, w) -> Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)))),
  SIGMOID_CROSS_ENTROPY(
      ElementwiseCase.CLOSE,
      new Loops(
          (t, x, at, y, n) -> t.sigmoidCrossEntropy(x[0], at, x[2], at, y, at, n),
          (t, x, at, y, n) -> t.sigmoidCrossEntropy(x[0], at, x[2], at, y, at, n)),
      (a, b, w) -> Math.max(a, 0) - a * w + StrictMath.log1p(StrictMath.exp(-Math.abs(a))));

  /** The same bits as the reference. */
  static final int EXACT = 0;

  /** Within so many ulp of StrictMath, which is itself within 1 or 2. */
  static final int CLOSE = 4;

  /** The same number in both precisions. */
  static final double C = 1.7f;

  /** A loop over up to three inputs; what it does not need is ignored. */
  interface InDouble {
    void run(KernelTier tier, double[][] x, int at, double[] y, int n);
  }

  interface InFloat {
    void run(KernelTier tier, float[][] x, int at, float[] y, int n);
  }

  record Loops(InDouble inDouble, InFloat inFloat) {}

  private interface Unary {
    void run(KernelTier tier, double[] x, int xAt, double[] y, int yAt, int n);
  }

  private interface FloatUnary {
    void run(KernelTier tier, float[] x, int xAt, float[] y, int yAt, int n);
  }

  private interface Binary {
    void run(KernelTier tier, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n);
  }

  private interface FloatBinary {
    void run(KernelTier tier, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n);
  }

  private interface WithNumber {
    void run(KernelTier tier, double[] x, int xAt, double c, double[] y, int yAt, int n);
  }

  private interface FloatWithNumber {
    void run(KernelTier tier, float[] x, int xAt, double c, float[] y, int yAt, int n);
  }

  private static Loops unary(Unary loop, FloatUnary inFloat) {
    return new Loops(
        (t, x, at, y, n) -> loop.run(t, x[0], at, y, at, n),
        (t, x, at, y, n) -> inFloat.run(t, x[0], at, y, at, n));
  }

  private static Loops binary(Binary loop, FloatBinary inFloat) {
    return new Loops(
        (t, x, at, y, n) -> loop.run(t, x[0], at, x[1], at, y, at, n),
        (t, x, at, y, n) -> inFloat.run(t, x[0], at, x[1], at, y, at, n));
  }

  private static Loops withNumber(double c, WithNumber loop, FloatWithNumber inFloat) {
    return new Loops(
        (t, x, at, y, n) -> loop.run(t, x[0], at, c, y, at, n),
        (t, x, at, y, n) -> inFloat.run(t, x[0], at, c, y, at, n));
  }

  /** That of JDK 17 is off by hundreds of ulp for some exponents beyond 2^31. */
  private static double power(double a, double b) {
    double y = StrictMath.pow(a, b);
    boolean number = y != 0 && Double.isFinite(y) && Math.abs(a) != 1;
    return Math.abs(b) > 0x1p31 && number
        ? Math.copySign(Digits.of(POWER, Math.abs(a), b).doubleValue(), y)
        : y;
  }

  private static double erf(double x) {
    double size = Math.abs(x);
    boolean slope = size < 1e-10;
    boolean one = size >= 6;
    return one || slope || Double.isNaN(x)
        ? one ? Math.signum(x) : x * 2 / Math.sqrt(Math.PI)
        : Digits.erf(x).doubleValue();
  }

  /** What an element must be, from the elements of the three inputs. */
  interface Reference {
    double of(double a, double b, double w);
  }

  final int ulps;
  final Loops loops;
  final Reference reference;

  ElementwiseCase(int ulps, Loops loops, Reference reference) {
    this.ulps = ulps;
    this.loops = loops;
    this.reference = reference;
  }
}
