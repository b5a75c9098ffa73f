// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of one vector, each within 2 ulp, by reduction to a small interval and a Taylor
 * polynomial. The Vector API's own EXP, LOG and so on are not used: compiled they call other code
 * than interpreted, so a result would depend on when the JIT compiled it; here both give the same
 * bits, since multiply-add is rounded once everywhere.
 *
 * <p>C2 of JDK 17 and 25 inlines no method above 325 bytes, and none of ours any more once a
 * compilation holds 18,000 nodes (some 50 operations); a vector that crosses a call which was not
 * inlined is boxed, which is five times slower. So methods are short, call each other early, and
 * otherwise call the Vector API alone, which is always inlined.
 */
final class VectorMath {
  static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  static final int L = S.length();

  /** Above this, sin and cos leave the reduction by three multiply-adds to {@link Math}. */
  static final double TRIGONOMETRY_LIMIT = 0x1p30;

  /** Adding it rounds to a whole number, which the low bits of the sum then hold. */
  private static final double ROUND = 0x1.8p52;

  private static final long ROUND_BITS = 0x4338000000000000L;
  private static final long ONE_BITS = 0x3ff0000000000000L;
  private static final long SIGN_BIT = Long.MIN_VALUE;

  /** ln 2 = LN2 + LN2_REST to 107 bits. */
  static final double LN2 = 0x1.62e42fefa39efp-1;

  private static final double LN2_REST = 0x1.abc9e3b39803fp-56;
  private static final double LOG2_E = 0x1.71547652b82fep0;
  static final double SQRT2 = 0x1.6a09e667f3bcdp0;
  private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

  /** pi / 2 in three parts, to 160 bits. */
  private static final double HALF_PI = 0x1.921fb54442d18p0;

  private static final double HALF_PI_2 = 0x1.1a62633145c07p-54;
  private static final double HALF_PI_3 = -0x1.f1976b7ed8fbcp-110;
  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

  private VectorMath() {}

  /** exp(x) = 2^k exp(r), with r = x - k ln 2 at most ln(2)/2. */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector t = x.fma(DoubleVector.broadcast(S, LOG2_E), DoubleVector.broadcast(S, ROUND));
    DoubleVector k = t.sub(ROUND);
    DoubleVector r = k.fma(DoubleVector.broadcast(S, -LN2), x);
    r = k.fma(DoubleVector.broadcast(S, -LN2_REST), r);
    DoubleVector one = DoubleVector.broadcast(S, 1);
    DoubleVector p = expRest(r).fma(r, one).fma(r, one);
    // 2^k in two factors: 2^1024 is no double, and a subnormal result must be rounded only once.
    LongVector shifted = t.reinterpretAsLongs().sub(ROUND_BITS - 2046);
    LongVector half = shifted.lanewise(LSHR, 1);
    DoubleVector y = p.mul(half.lanewise(LSHL, 52).reinterpretAsDoubles());
    y = y.mul(shifted.sub(half).lanewise(LSHL, 52).reinterpretAsDoubles());
    return y.blend(Double.POSITIVE_INFINITY, x.compare(GT, 709.79))
        .blend(0, x.compare(LT, -745.14));
  }

  /**
   * q(r) with exp(r) = 1 + r + r^2 q(r), for r up to ln(2)/2: the Taylor series to r^13, whose rest
   * is 4e-18.
   */
  private static DoubleVector expRest(DoubleVector r) {
    return DoubleVector.broadcast(S, 1 / 6227020800.0)
        .fma(r, DoubleVector.broadcast(S, 1 / 479001600.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 39916800.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 3628800.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 362880.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 40320.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 5040.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 720.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 120.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 24.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 6.0))
        .fma(r, DoubleVector.broadcast(S, 1 / 2.0));
  }

  /**
   * With w = exp(-2|x|): tanh|x| = (1 - w) / (1 + w) up to 1, from w - 1 by the series, which keeps
   * its digits near 0; beyond 1 - 2w / (1 + w), which is right to half a unit near 1.
   */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector z = x.abs().mul(-2);
    // From |x| = 22 on, tanh is 1.
    z = z.blend(-44, z.compare(LT, -44));
    DoubleVector t = z.fma(DoubleVector.broadcast(S, LOG2_E), DoubleVector.broadcast(S, ROUND));
    DoubleVector k = t.sub(ROUND);
    DoubleVector r = k.fma(DoubleVector.broadcast(S, -LN2), z);
    r = k.fma(DoubleVector.broadcast(S, -LN2_REST), r);
    DoubleVector p = expRest(r).fma(r.mul(r), r);
    DoubleVector power =
        t.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE_BITS).reinterpretAsDoubles();
    DoubleVector w = p.fma(power, power);
    DoubleVector wLess1 = p.fma(power, power.sub(1));
    VectorMask<Double> far = z.compare(LT, -2);
    DoubleVector q = wLess1.neg().blend(w.add(w), far).div(w.add(1));
    LongVector sign = x.reinterpretAsLongs().and(SIGN_BIT);
    LongVector size = q.blend(DoubleVector.broadcast(S, 1).sub(q), far).abs().reinterpretAsLongs();
    return size.or(sign).reinterpretAsDoubles();
  }

  /** log(x) = k ln 2 + log(1 + f), with 1 + f = x / 2^k between sqrt(1/2) and sqrt(2). */
  static DoubleVector log(DoubleVector x) {
    DoubleVector subnormal =
        DoubleVector.broadcast(S, 0).blend(54, x.compare(LT, Double.MIN_NORMAL));
    LongVector bits = x.blend(x.mul(0x1p54), x.compare(LT, Double.MIN_NORMAL)).reinterpretAsLongs();
    LongVector shifted = bits.add(ONE_BITS - SQRT_HALF_BITS);
    LongVector exponent = shifted.lanewise(LSHR, 52);
    // 2^52 with a whole number in its low bits is 2^52 plus that number.
    DoubleVector k = exponent.or(0x4330000000000000L).reinterpretAsDoubles();
    k = k.sub(0x1p52 + 1023).sub(subnormal);
    LongVector mantissa = bits.sub(exponent.lanewise(LSHL, 52)).add(ONE_BITS);
    DoubleVector y = logOf1Plus(mantissa.reinterpretAsDoubles().sub(1), k);
    y = y.blend(Double.NaN, x.compare(GE, 0).not());
    y = y.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0));
    return y.blend(x, x.compare(EQ, Double.POSITIVE_INFINITY));
  }

  /**
   * log(1 + f) + k ln 2, for 1 + f between sqrt(1/2) and sqrt(2). With s = f / (2 + f), log(1 + f)
   * = 2 atanh(s) = f - f^2/2 + s (f^2/2 + R), R = 2 (s^2/3 + s^4/5 + ...) to s^20, rest 2e-17.
   */
  private static DoubleVector logOf1Plus(DoubleVector f, DoubleVector k) {
    DoubleVector s = f.div(f.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector rest =
        DoubleVector.broadcast(S, 2 / 21.0)
            .fma(z, DoubleVector.broadcast(S, 2 / 19.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 17.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 15.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 13.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 11.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 9.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 7.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 5.0))
            .fma(z, DoubleVector.broadcast(S, 2 / 3.0))
            .mul(z);
    DoubleVector halfSquare = f.mul(f).mul(0.5);
    DoubleVector small = k.fma(DoubleVector.broadcast(S, LN2_REST), s.mul(halfSquare.add(rest)));
    return k.fma(DoubleVector.broadcast(S, LN2), f.sub(halfSquare.sub(small)));
  }

  /** sin(x) for |x| up to the limit. Odd, so of |x|, and the sign at last. */
  static DoubleVector sin(DoubleVector x) {
    DoubleVector t = quarters(x);
    LongVector sign = x.reinterpretAsLongs().and(SIGN_BIT);
    return sinOrCos(x.abs(), t, t.reinterpretAsLongs(), sign);
  }

  /** cos(x) = sin(|x| + pi/2) for |x| up to the limit. */
  static DoubleVector cos(DoubleVector x) {
    DoubleVector t = quarters(x);
    return sinOrCos(
        x.abs(), t, t.reinterpretAsLongs().add(1), LongVector.zero(LongVector.SPECIES_PREFERRED));
  }

  /** ROUND + k, with k the quarter turns nearest to |x|. */
  private static DoubleVector quarters(DoubleVector x) {
    return x.abs().fma(DoubleVector.broadcast(S, TWO_OVER_PI), DoubleVector.broadcast(S, ROUND));
  }

  /**
   * The sine of r = size - k pi/2 turned by a number of quarters, whose two low bits count. The
   * first step is exact, since size and k pi/2 are multiples of 2^-53 and differ by less than 1.
   */
  private static DoubleVector sinOrCos(
      DoubleVector size, DoubleVector t, LongVector turns, LongVector sign) {
    DoubleVector k = t.sub(ROUND);
    DoubleVector r = k.fma(DoubleVector.broadcast(S, -HALF_PI), size);
    r = k.fma(DoubleVector.broadcast(S, -HALF_PI_2), r);
    r = k.fma(DoubleVector.broadcast(S, -HALF_PI_3), r);
    DoubleVector z = r.mul(r);
    LongVector sine = sinOfReduced(r, z).reinterpretAsLongs();
    LongVector cosine = cosOfReduced(z).reinterpretAsLongs();
    // All ones where the turns are odd: there the cosine takes the place of the sine.
    LongVector odd = turns.and(1).neg();
    LongVector y = sine.lanewise(XOR, sine.lanewise(XOR, cosine).and(odd));
    LongVector flip = turns.and(2).lanewise(LSHL, 62);
    return y.lanewise(XOR, flip.lanewise(XOR, sign)).reinterpretAsDoubles();
  }

  /** Taylor to r^17, rest 8e-20 at pi/4. */
  private static DoubleVector sinOfReduced(DoubleVector r, DoubleVector z) {
    return DoubleVector.broadcast(S, 1 / 355687428096000.0)
        .fma(z, DoubleVector.broadcast(S, -1 / 1307674368000.0))
        .fma(z, DoubleVector.broadcast(S, 1 / 6227020800.0))
        .fma(z, DoubleVector.broadcast(S, -1 / 39916800.0))
        .fma(z, DoubleVector.broadcast(S, 1 / 362880.0))
        .fma(z, DoubleVector.broadcast(S, -1 / 5040.0))
        .fma(z, DoubleVector.broadcast(S, 1 / 120.0))
        .fma(z, DoubleVector.broadcast(S, -1 / 6.0))
        .fma(r.mul(z), r);
  }

  /** Taylor to r^16, rest 2e-18 at pi/4; z = r^2. */
  private static DoubleVector cosOfReduced(DoubleVector z) {
    return DoubleVector.broadcast(S, 1 / 20922789888000.0)
        .fma(z, DoubleVector.broadcast(S, -1 / 87178291200.0))
        .fma(z, DoubleVector.broadcast(S, 1 / 479001600.0))
        .fma(z, DoubleVector.broadcast(S, -1 / 3628800.0))
        .fma(z, DoubleVector.broadcast(S, 1 / 40320.0))
        .fma(z, DoubleVector.broadcast(S, -1 / 720.0))
        .fma(z, DoubleVector.broadcast(S, 1 / 24.0))
        .fma(z, DoubleVector.broadcast(S, -1 / 2.0))
        .fma(z, DoubleVector.broadcast(S, 1));
  }
}
