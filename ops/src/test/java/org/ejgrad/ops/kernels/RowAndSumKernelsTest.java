// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums and functions of rows of the tier of this run, in both precisions. */
class RowAndSumKernelsTest {
  private static final KernelTier TIER = KernelTiers.chosen();
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** A loop over rows, in double. */
  private interface InDouble {
    void run(double[] x, int xAt, double[] y, int yAt, int rows, int cols, double[] scratch);
  }

  private interface InFloat {
    void run(float[] x, int xAt, float[] y, int yAt, int rows, int cols, float[] scratch);
  }

  /** What a row must give, and whether that is one number. */
  private enum RowFunction {
    SOFTMAX(
        false,
        (x, xAt, y, yAt, rows, cols, s) -> TIER.softmaxRows(x, xAt, y, yAt, rows, cols),
        (x, xAt, y, yAt, rows, cols, s) -> TIER.softmaxRows(x, xAt, y, yAt, rows, cols)) {
      @Override
      double of(double[] row, int j) {
        return StrictMath.exp(row[j] - max(row)) / (1 + rest(row));
      }
    },
    LOG_SOFTMAX(false, TIER::logSoftmaxRows, TIER::logSoftmaxRows) {
      @Override
      double of(double[] row, int j) {
        return row[j] - max(row) - StrictMath.log1p(rest(row));
      }
    },
    LOG_SUM_EXP(true, TIER::logSumExpRows, TIER::logSumExpRows) {
      @Override
      double of(double[] row, int j) {
        double m = max(row);
        return Double.isInfinite(m) ? m : m + StrictMath.log1p(rest(row));
      }
    };

    final boolean oneNumber;
    final InDouble inDouble;
    final InFloat inFloat;

    RowFunction(boolean oneNumber, InDouble inDouble, InFloat inFloat) {
      this.oneNumber = oneNumber;
      this.inDouble = inDouble;
      this.inFloat = inFloat;
    }

    abstract double of(double[] row, int j);

    private static double max(double[] row) {
      double m = row[0];
      for (double v : row) {
        m = Math.max(m, v);
      }
      return m;
    }

    /** The exponentials but one of the largest. */
    private static double rest(double[] row) {
      double m = max(row);
      int top = 0;
      while (row[top] < m) {
        top++;
      }
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += j == top ? 0 : StrictMath.exp(row[j] - m);
      }
      return sum;
    }

    double[] run(double[] x, int xAt, int rows, int cols) {
      double[] y = new double[oneNumber ? rows : rows * cols];
      double[] scratch = new double[DoubleRowKernels.scratchOfRows(cols)];
      inDouble.run(x, xAt, y, 0, rows, cols, scratch);
      return y;
    }

    float[] run(float[] x, int xAt, int rows, int cols) {
      float[] y = new float[oneNumber ? rows : rows * cols];
      float[] scratch = new float[FloatRowKernels.scratchOfRows(cols)];
      inFloat.run(x, xAt, y, 0, rows, cols, scratch);
      return y;
    }
  }

  /** Floats, so that both precisions see the same numbers: a few rows far apart, some confident. */
  private static float[] rows(int rows, int cols) {
    SplittableRandom random = new SplittableRandom(rows * 31L + cols);
    float[] x = new float[rows * cols];
    for (int i = 0; i < rows; i++) {
      double spread = Math.scalb(1.0, random.nextInt(9));
      for (int j = 0; j < cols; j++) {
        x[i * cols + j] = (float) (spread * (random.nextDouble() - 0.5) + 100 * (i % 3));
      }
    }
    return x;
  }

  private static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> x[i]);
    return y;
  }

  private static float[] floats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /** To 32 ulp of the largest intermediate, for errors of sums over a row may add up. */
  @ParameterizedTest
  @EnumSource
  void rows_ofAnyLength_areClose(RowFunction f) {
    for (int cols :
        new int[] {1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 33, 100, 1023, 1024, 1025, 3000}) {
      int rows = cols < 100 ? 300 : 5;
      float[] x = rows(rows, cols);
      double[] y = f.run(doubles(x), 0, rows, cols);
      float[] ofFloat = f.run(x, 0, rows, cols);
      for (int i = 0; i < rows; i++) {
        double[] row = doubles(Arrays.copyOfRange(x, i * cols, (i + 1) * cols));
        double size = f == RowFunction.SOFTMAX ? 0 : Arrays.stream(row).map(Math::abs).sum();
        size = Math.min(size, RowFunction.max(row) + 600);
        for (int j = 0; j < (f.oneNumber ? 1 : cols); j++) {
          int at = f.oneNumber ? i : i * cols + j;
          double expected = f.of(row, j);
          double scale = Math.max(Math.abs(expected), size);
          assertEquals(expected, y[at], 32 * Math.ulp(scale), f + " " + cols + " at " + at);
          // In float, unlike in double, x - m is rounded, which its exponential multiplies.
          double ulps = 32 + (f == RowFunction.SOFTMAX ? RowFunction.max(row) - row[j] : 0);
          double tolerance = ulps * Math.ulp((float) scale);
          assertEquals(expected, ofFloat[at], tolerance, f + " of floats " + cols);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rows_oneAtATimeAndShifted_giveTheSameBits(RowFunction f) {
    for (int cols : new int[] {1, 3, 8, 10, 16, 19, 64, 700}) {
      int rows = 11;
      float[] x = rows(rows, cols);
      double[] inDouble = doubles(x);
      double[] all = f.run(inDouble, 0, rows, cols);
      float[] allOfFloat = f.run(x, 0, rows, cols);
      int width = all.length / rows;
      for (int i = 0; i < rows; i++) {
        double[] one = f.run(inDouble, i * cols, 1, cols);
        float[] oneOfFloat = f.run(x, i * cols, 1, cols);
        for (int j = 0; j < width; j++) {
          assertEquals(all[i * width + j], one[j], 0.0, f + " " + cols);
          assertEquals(allOfFloat[i * width + j], oneOfFloat[j], 0f, f + " of floats " + cols);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 17, 40})
  void rows_ofSpecialValues_areAsDocumented(int cols) {
    double[] x = new double[6 * cols];
    Arrays.fill(x, 0, cols, -INFINITY);
    Arrays.fill(x, cols, 2 * cols, -INFINITY);
    x[2 * cols - 1] = 0;
    x[3 * cols - 1] = Double.NaN;
    x[4 * cols - 1] = INFINITY;
    x[4 * cols] = INFINITY;
    x[5 * cols - 1] = Double.NaN;
    x[6 * cols - 1] = 1000;
    double[] y = RowFunction.SOFTMAX.run(x, 0, 6, cols);
    float[] floats = floats(x);
    float[] ofFloat = RowFunction.SOFTMAX.run(floats, 0, 6, cols);
    double[] expectedOnes = new double[cols];
    expectedOnes[cols - 1] = 1;
    assertArrayEquals(expectedOnes, Arrays.copyOfRange(y, cols, 2 * cols));
    assertArrayEquals(expectedOnes, Arrays.copyOfRange(y, 5 * cols, 6 * cols));
    for (int row : new int[] {0, 2, 4}) {
      for (int j = 0; j < cols; j++) {
        assertEquals(Double.NaN, y[row * cols + j]);
        assertEquals(Float.NaN, ofFloat[row * cols + j]);
      }
    }
    double nan = Double.NaN;
    double[] expected = {-INFINITY, 0, nan, INFINITY, nan, 1000};
    assertArrayEquals(expected, RowFunction.LOG_SUM_EXP.run(x, 0, 6, cols));
    float[] sums = RowFunction.LOG_SUM_EXP.run(floats, 0, 6, cols);
    for (int i = 0; i < expected.length; i++) {
      assertEquals((float) expected[i], sums[i]);
    }
    double[] logs = RowFunction.LOG_SOFTMAX.run(x, 0, 6, cols);
    assertEquals(-INFINITY, logs[cols]);
    assertEquals(0, logs[2 * cols - 1]);
    assertEquals(-1000, logs[5 * cols]);
    assertEquals(nan, logs[0]);
    assertEquals(nan, logs[2 * cols]);
  }

  /** Where plain running sums are off by 1.6e-4 and, in float, by more than half. */
  @Test
  void sum_manyTenths_keepsItsDigits() {
    int n = 10_000_000;
    double[] x = new double[n];
    Arrays.fill(x, 0.1);
    assertEquals(1e6, TIER.sum(x, 0, n), 1e-9);
    float[] floats = new float[n];
    Arrays.fill(floats, 0.1f);
    assertEquals(1e7 * 0.1f, TIER.sum(floats, 0, n), 1e-6);
    for (int cols : new int[] {1, 4, 10, 40}) {
      double[] y = new double[cols];
      float[] ofFloat = new float[cols];
      int rows = n / cols;
      TIER.sumColumns(x, 0, rows, cols, cols, y, 0);
      TIER.sumColumns(floats, 0, rows, cols, cols, ofFloat, 0);
      for (int j = 0; j < cols; j++) {
        // A block of 64 rows is added plainly: 64 half units in the last place at most.
        assertEquals(rows * 0.1, y[j], rows * 0.1 * 64 * 0x1p-53);
        assertEquals(rows * (double) 0.1f, ofFloat[j], rows * 0.1 * 64 * 0x1p-24);
      }
    }
  }

  @Test
  void sum_everyLength_countsEachElementOnce() {
    double[] x = new double[3000];
    float[] floats = new float[3000];
    for (int n = 0; n < 2500; n++) {
      int at = n % 7;
      Arrays.fill(x, 0, 3000, 1e9);
      Arrays.fill(floats, 0, 3000, 1e9f);
      double expected = 0;
      for (int i = 0; i < n; i++) {
        x[at + i] = i;
        floats[at + i] = i;
        expected += i;
      }
      assertEquals(expected, TIER.sum(x, at, n));
      assertEquals(expected, TIER.sum(floats, at, n));
    }
  }

  @Test
  void sumColumns_everyShape_countsEachElementOnce() {
    for (int cols = 1; cols < 40; cols++) {
      for (int rows : new int[] {0, 1, 5, 64, 65, 200}) {
        double[] x = new double[rows * cols + 3];
        Arrays.setAll(x, i -> i % 97);
        float[] floats = floats(x);
        double[] y = new double[cols];
        float[] ofFloat = new float[cols];
        TIER.sumColumns(x, 3, rows, cols, cols, y, 0);
        TIER.sumColumns(floats, 3, rows, cols, cols, ofFloat, 0);
        for (int j = 0; j < cols; j++) {
          double expected = 0;
          for (int i = 0; i < rows; i++) {
            expected += x[3 + i * cols + j];
          }
          assertEquals(expected, y[j]);
          assertEquals(expected, ofFloat[j]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12})
  void sumColumns_infinite_staysInfinite(int cols) {
    double[] x = new double[300 * cols];
    Arrays.fill(x, 0, cols, INFINITY);
    double[] y = new double[cols];
    TIER.sumColumns(x, 0, 300, cols, cols, y, 0);
    for (double sum : y) {
      assertEquals(INFINITY, sum);
    }
  }

  @Test
  void finite_anyPlaceOfNanOrInfinity_isFound() {
    double[] x = new double[60];
    Arrays.fill(x, Double.MAX_VALUE);
    float[] floats = new float[60];
    Arrays.fill(floats, -Float.MAX_VALUE);
    assertTrue(TIER.finite(x, 0, 60));
    assertTrue(TIER.finite(floats, 0, 60));
    for (int n = 1; n < 55; n++) {
      for (int i = 0; i < n; i++) {
        for (double bad : new double[] {Double.NaN, INFINITY, -INFINITY}) {
          x[3 + i] = bad;
          floats[3 + i] = (float) bad;
          assertFalse(TIER.finite(x, 3, n));
          assertFalse(TIER.finite(floats, 3, n));
          assertTrue(TIER.finite(x, 4 + i, n - 1 - i));
          assertTrue(TIER.finite(floats, 4 + i, n - 1 - i));
          x[3 + i] = 0;
          floats[3 + i] = 0;
        }
      }
    }
  }
}
