// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRandomTest {
  private static final int DRAWS = 200_000;
  private final CounterRandom random = CounterRandom.of(7);

  @Test
  void mix_publishedSequenceOfSplitMix64() {
    // The first outputs of splitmix64.c from state 1234567, as the literature lists them.
    long state = 1234567;
    long[] expected = {
      6457827717110365317L, 3203168211198807973L, -8629252141511181193L, 4593380528125082431L
    };
    for (long value : expected) {
      state += 0x9e3779b97f4a7c15L;
      assertEquals(value, CounterRandom.mix(state));
    }
  }

  @Test
  void draws_goldenValues() {
    // Bits that every release must keep, as computed by a second implementation, in Python.
    assertEquals(0.33884522324137556, random.uniform(0));
    assertEquals(-0.06725439134802423, random.gaussian(0));
    assertEquals(0.039420400363183394, random.uniform(Long.MAX_VALUE));
    assertEquals(0.09595498637388322, random.stream(3).stream(5).uniform(11));
    assertEquals(312, random.intBelow(4, 1000));
    assertArrayEquals(new int[] {4, 6, 7, 5, 0, 1, 2, 3}, random.permutation(8));
  }

  @Test
  void uniform_momentsOfTheUniformLaw() {
    assertMoments(random::uniform, 0.5, 1.0 / 12.0, 0.0, 1.0 / 80.0);
  }

  @Test
  void gaussian_momentsOfTheNormalLaw() {
    assertMoments(random::gaussian, 0.0, 1.0, 0.0, 3.0);
  }

  /** Each sample moment within five standard errors, a bound missed once in 1.7 million tries. */
  private static void assertMoments(
      LongToDoubleFunction draw, double mean, double variance, double third, double fourth) {
    double[] sums = new double[4];
    double[] squares = new double[4];
    for (int i = 0; i < DRAWS; i++) {
      double centred = draw.applyAsDouble(i) - mean;
      double power = 1;
      for (int p = 0; p < 4; p++) {
        power *= centred;
        sums[p] += power;
        squares[p] += power * power;
      }
    }
    double[] expected = {0.0, variance, third, fourth};
    for (int p = 0; p < 4; p++) {
      double sample = sums[p] / DRAWS;
      double error = Math.sqrt((squares[p] / DRAWS - sample * sample) / DRAWS);
      assertEquals(expected[p], sample, 5 * error, "central moment " + (p + 1));
    }
  }

  @Test
  void gaussian_tailMass() {
    int beyondTwo = 0;
    for (int i = 0; i < DRAWS; i++) {
      beyondTwo += Math.abs(random.gaussian(i)) > 2 ? 1 : 0;
    }
    double expected = 0.04550026389635842;
    assertEquals(
        expected, beyondTwo / (double) DRAWS, 5 * Math.sqrt(expected * (1 - expected) / DRAWS));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, -1, 42, Long.MIN_VALUE, 0x9e3779b97f4a7c15L})
  void uniform_chiSquareOver256Bins(long seed) {
    CounterRandom seeded = CounterRandom.of(seed);
    int[] bins = new int[256];
    for (int i = 0; i < DRAWS; i++) {
      bins[(int) (seeded.uniform(i) * 256)]++;
    }
    assertChiSquare(bins);
  }

  @Test
  void uniform_lowBitsAreUniformToo() {
    int[] bins = new int[256];
    for (int i = 0; i < DRAWS; i++) {
      bins[(int) ((long) (random.uniform(i) * 0x1.0p53) & 255)]++;
    }
    assertChiSquare(bins);
  }

  @Test
  void intBelow_chiSquareAndRange() {
    int[] bins = new int[37];
    for (int i = 0; i < DRAWS; i++) {
      bins[random.intBelow(i, 37)]++;
    }
    assertChiSquare(bins);
    assertEquals(0, random.intBelow(5, 1));
    for (int i = 0; i < 1000; i++) {
      int big = random.intBelow(i, Integer.MAX_VALUE);
      assertTrue(big >= 0 && big < Integer.MAX_VALUE);
    }
  }

  /** The statistic lies within five standard deviations, sqrt(2 df), of its mean, df. */
  private static void assertChiSquare(int[] bins) {
    double expected = Arrays.stream(bins).sum() / (double) bins.length;
    double statistic = 0;
    for (int count : bins) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    int freedom = bins.length - 1;
    assertEquals(freedom, statistic, 5 * Math.sqrt(2.0 * freedom));
  }

  @Test
  void pairs_ofNeighboursStreamsSeedsAndKinds_areUncorrelated() {
    CounterRandom first = random.stream(1);
    CounterRandom second = random.stream(2);
    CounterRandom next = CounterRandom.of(8);
    assertUncorrelated(random::uniform, i -> random.uniform(i + 1));
    assertUncorrelated(first::uniform, second::uniform);
    assertUncorrelated(random::uniform, first::uniform);
    assertUncorrelated(random::uniform, next::uniform);
    assertUncorrelated(first::gaussian, second::gaussian);
    assertUncorrelated(random::gaussian, i -> random.gaussian(i + 1));
    assertUncorrelated(random::uniform, random::gaussian);
    assertUncorrelated(random::uniform, i -> random.intBelow(i, 1 << 20));
    assertUncorrelated(i -> random.stream(i).uniform(0), i -> random.stream(i + 1).uniform(0));
  }

  /** |r| is below 5 / sqrt(n): five standard deviations for independent draws. */
  private static void assertUncorrelated(LongToDoubleFunction left, LongToDoubleFunction right) {
    double sumX = 0;
    double sumY = 0;
    double sumXy = 0;
    double sumXx = 0;
    double sumYy = 0;
    for (int i = 0; i < DRAWS; i++) {
      double x = left.applyAsDouble(i);
      double y = right.applyAsDouble(i);
      sumX += x;
      sumY += y;
      sumXy += x * y;
      sumXx += x * x;
      sumYy += y * y;
    }
    double covariance = sumXy - sumX * sumY / DRAWS;
    double scale = Math.sqrt((sumXx - sumX * sumX / DRAWS) * (sumYy - sumY * sumY / DRAWS));
    assertEquals(0, covariance / scale, 5 / Math.sqrt(DRAWS));
  }

  @Test
  void streams_shareNoShiftedRun() {
    // 2 x 50,000 draws of 53 bits: an honest generator repeats one with probability 3e-7.
    Set<Double> seen = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      seen.add(random.stream(1).uniform(i));
      seen.add(random.stream(2).uniform(i));
    }
    assertEquals(100_000, seen.size());
  }

  @Test
  void stream_orderOfNestingMatters() {
    assertNotEquals(random.stream(1).stream(2).uniform(0), random.stream(2).stream(1).uniform(0));
  }

  @Test
  void permutation_holdsEachNumberOnce() {
    for (int n : new int[] {0, 1, 2, 3, 10, 1000}) {
      int[] sorted = random.permutation(n);
      Arrays.sort(sorted);
      for (int i = 0; i < n; i++) {
        assertEquals(i, sorted[i]);
      }
    }
  }

  @Test
  void permutation_allOrdersEquallyLikely() {
    int[] bins = new int[27];
    for (int s = 0; s < 60_000; s++) {
      int[] order = random.stream(s).permutation(3);
      bins[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    int[] six = Arrays.stream(bins).filter(count -> count > 0).toArray();
    assertEquals(6, six.length);
    assertChiSquare(six);
  }

  @Test
  void permutation_intoArray_equalsTheNewOne() {
    int[] order = {9, 9, 9, 9, 9};
    random.permutation(order);
    assertArrayEquals(random.permutation(5), order);
  }

  @Test
  void normal_scalesTheDraws() {
    DMatrixRMaj matrix = random.normal(3, 2, 10, 0.5);
    assertEquals(3, matrix.numRows);
    assertEquals(2, matrix.numCols);
    for (int k = 0; k < 6; k++) {
      assertEquals(10 + 0.5 * random.gaussian(k), matrix.get(k / 2, k % 2));
    }
  }

  @Test
  void uniform_matrix_staysInItsRange() {
    DMatrixRMaj matrix = random.uniform(50, 40, -5, 3);
    double least = Arrays.stream(matrix.data).min().orElseThrow();
    double most = Arrays.stream(matrix.data).max().orElseThrow();
    assertTrue(least >= -5 && least < -4.9, () -> "least " + least);
    assertTrue(most < 3 && most > 2.9, () -> "most " + most);
  }

  @Test
  void arguments_outOfRange_nameTheValue() {
    assertMessage("got 0", () -> random.intBelow(0, 0));
    assertMessage("got -1", () -> random.permutation(-1));
    assertMessage("sigma=-1.0", () -> random.normal(1, 1, 0, -1));
    assertMessage("sigma=NaN", () -> random.normal(1, 1, 0, Double.NaN));
    assertMessage("low=2.0, high=1.0", () -> random.uniform(1, 1, 2, 1));
    assertMessage("low=-Infinity", () -> random.uniform(1, 1, Double.NEGATIVE_INFINITY, 1));
    assertMessage("got -1x2", () -> random.normal(-1, 2, 0, 1));
    assertMessage("got 65536x65536", () -> random.uniform(65536, 65536, 0, 1));
  }

  private static void assertMessage(String part, Runnable call) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, call::run).getMessage());
    assertTrue(message.contains(part), message);
  }
}
