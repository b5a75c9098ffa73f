// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.random;

import static org.ejgrad.graph.Arguments.check;

import org.ejgrad.graph.Arguments;
import org.ejml.data.DMatrixRMaj;

/**
 * A counter-based random generator: each draw is a pure function of (seed, stream, index).
 *
 * <p>The 64 bits at index i of a kind of draw are {@code mix(key + mix(i + G))}, where the key is
 * itself mixed from seed, streams and kind, G = 0x9e3779b97f4a7c15 is the odd integer nearest to
 * 2^64 divided by the golden ratio, and {@code mix} is the output function of SplitMix64. For one
 * key the map from index to bits is a bijection. The constants of {@code mix} are David Stafford's
 * variant 13 ("Better Bit Mixing", Zimbry, 2011) as used by G. L. Steele, D. Lea and C. H. Flood,
 * "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014), and by S. Vigna's public-domain
 * splitmix64.c.
 *
 * <p>Not for cryptography. Immutable, so it may be shared between threads. The draws use integer
 * arithmetic, IEEE operations and {@link StrictMath} only, and so have the same bits on every
 * machine and JDK.
 *
 * <p>Kinds of draws (uniform, Gaussian, integer, permutation) are independent of each other, but
 * two draws of one kind at one index of one stream are the same number: give each purpose its own
 * {@link #stream}.
 */
public final class CounterRandom {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private final long key;
  private final long uniformKey;
  private final long radiusKey;
  private final long angleKey;
  private final long intKey;
  private final long permutationKey;

  private CounterRandom(long key) {
    this.key = key;
    uniformKey = kindKey(key, 1);
    radiusKey = kindKey(key, 2);
    angleKey = kindKey(key, 3);
    intKey = kindKey(key, 4);
    permutationKey = kindKey(key, 5);
  }

  /** The generator of a seed; any value is good, and neighbouring seeds are independent. */
  public static CounterRandom of(long seed) {
    return new CounterRandom(mix(seed + GOLDEN));
  }

  /**
   * An independent generator, the same for the same receiver and name. Streams nest: {@code
   * r.stream(1).stream(2)} and {@code r.stream(2).stream(1)} differ.
   */
  public CounterRandom stream(long name) {
    return new CounterRandom(mix(Long.rotateLeft(key, 32) + mix(name + GOLDEN)));
  }

  /** A number in [0, 1), uniform over the multiples of 2^-53. */
  public double uniform(long index) {
    return unit(uniformKey, index);
  }

  /**
   * A draw of N(0, 1) by the method of Box and Muller (1958), taking the cosine only: {@code
   * sqrt(-2 ln u) cos(2 pi v)} with u in (0, 1] and v in [0, 1). Its absolute value is at most
   * 8.572, since u is a multiple of 2^-53; the mass beyond is 1e-17.
   */
  public double gaussian(long index) {
    double u = 1.0 - unit(radiusKey, index);
    double v = unit(angleKey, index);
    return StrictMath.sqrt(-2.0 * StrictMath.log(u)) * StrictMath.cos(2.0 * Math.PI * v);
  }

  /**
   * An integer in [0, bound), by multiplying and shifting 63 random bits; each value's probability
   * is within a factor 1 +- bound / 2^63 of 1 / bound.
   *
   * @param bound at least 1
   */
  public int intBelow(long index, int bound) {
    if (bound < 1) {
      // Not by a check, which boxes the number of each draw.
      throw Arguments.refused("intBelow: bound must be at least 1, got " + bound);
    }
    return below(intKey, index, bound);
  }

  /** The numbers 0 to n - 1 in a random order, each of the n! orders as likely as keys allow. */
  public int[] permutation(int n) {
    check(n >= 0, "permutation: n must not be negative, got %s", n);
    int[] order = new int[n];
    permutation(order);
    return order;
  }

  /**
   * Fills an array with {@code permutation(order.length)}, without allocating (Fisher and Yates,
   * from the end).
   *
   * @param order Modified.
   */
  public void permutation(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      int j = below(permutationKey, i, i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /**
   * A new rows x cols matrix of independent N(mu, sigma^2): entry k in row-major order is {@code mu
   * + sigma * gaussian(k)}.
   *
   * @param sigma standard deviation, finite and not negative
   */
  public DMatrixRMaj normal(int rows, int cols, double mu, double sigma) {
    check(
        Double.isFinite(mu) && Double.isFinite(sigma) && sigma >= 0,
        "normal: mu must be finite and sigma finite and not negative, got mu=%s, sigma=%s",
        mu,
        sigma);
    DMatrixRMaj result = matrix("normal", rows, cols);
    double[] values = result.data;
    for (int k = 0; k < rows * cols; k++) {
      values[k] = mu + sigma * gaussian(k);
    }
    return result;
  }

  /**
   * A new rows x cols matrix of independent U(low, high): entry k in row-major order is {@code low
   * + (high - low) * uniform(k)}.
   *
   * @param high finite and not below low
   */
  public DMatrixRMaj uniform(int rows, int cols, double low, double high) {
    check(
        low <= high && Double.isFinite(high - low),
        "uniform: low must not exceed high and both be finite, got low=%s, high=%s",
        low,
        high);
    DMatrixRMaj result = matrix("uniform", rows, cols);
    double[] values = result.data;
    for (int k = 0; k < rows * cols; k++) {
      values[k] = low + (high - low) * uniform(k);
    }
    return result;
  }

  private static DMatrixRMaj matrix(String what, int rows, int cols) {
    check(
        rows >= 0 && cols >= 0 && (long) rows * cols <= Integer.MAX_VALUE - 8,
        "%s: rows and cols must not be negative and their product fit an array, got %sx%s",
        what,
        rows,
        cols);
    return new DMatrixRMaj(rows, cols);
  }

  private static long kindKey(long key, long kind) {
    return mix(key + kind * GOLDEN);
  }

  private static double unit(long kindKey, long index) {
    return (bits(kindKey, index) >>> 11) * UNIT;
  }

  private static int below(long kindKey, long index, int bound) {
    // floor(x * bound / 2^63) for 63 random bits x: the high word of x times 2 bound.
    return (int) Math.multiplyHigh(bits(kindKey, index) >>> 1, (long) bound << 1);
  }

  private static long bits(long kindKey, long index) {
    // The index is mixed before the key is added: two keys a multiple of G apart would otherwise
    // give the same sequence, shifted.
    return mix(kindKey + mix(index + GOLDEN));
  }

  /** The output function of SplitMix64 (Stafford's variant 13), a bijection of 64-bit words. */
  static long mix(long word) {
    long z = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
