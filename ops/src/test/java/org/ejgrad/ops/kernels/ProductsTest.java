// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of the tier of this run against compensated sums, all flags and many shapes. */
class ProductsTest {
  private static final boolean[] FLAGS = {false, true};

  private enum Precision {
    DOUBLE,
    FLOAT;

    double rounded(double value) {
      return this == DOUBLE ? value : (float) value;
    }

    /** Of 1. */
    double ulp() {
      return this == DOUBLE ? Math.ulp(1.0) : Math.ulp(1.0f);
    }
  }

  /** A product of either precision, on arrays of double. */
  private record Product(Precision precision, DoubleProduct doubles, FloatProduct floats) {
    static Product of(Precision precision, boolean transA, boolean transB, int m, int n, int k) {
      return new Product(
          precision,
          DoubleProduct.of(transA, transB, m, n, k),
          FloatProduct.of(transA, transB, m, n, k));
    }

    void run(double[] a, double[] b, double[] y, int at, int rows) {
      if (precision == Precision.DOUBLE) {
        doubles.run(a, at, b, at, y, at, rows);
      } else {
        float[] result = narrow(y);
        floats.run(narrow(a), at, narrow(b), at, result, at, rows);
        widen(result, y);
      }
    }

    void run(double[] a, double[] b, double[] y, int at, int rows, int part) {
      if (precision == Precision.DOUBLE) {
        doubles.run(a, at, b, at, y, at, rows, part);
      } else {
        float[] result = narrow(y);
        floats.run(narrow(a), at, narrow(b), at, result, at, rows, part);
        widen(result, y);
      }
    }

    int parts() {
      assertEquals(doubles.parts(), floats.parts());
      return doubles.parts();
    }

    private static float[] narrow(double[] values) {
      float[] narrow = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        narrow[i] = (float) values[i];
      }
      return narrow;
    }

    private static void widen(float[] values, double[] wide) {
      for (int i = 0; i < values.length; i++) {
        wide[i] = values[i];
      }
    }
  }

  /** The rest of a matrix's array must stay as it is. */
  private static final double UNTOUCHED = 0.125;

  /** Shapes that are cut into parts. */
  private static final List<int[]> LARGE =
      List.of(
          new int[] {128, 512, 784},
          new int[] {1030, 70, 129},
          new int[] {64, 1001, 64},
          new int[] {100, 129, 300},
          new int[] {2100, 1, 1024},
          new int[] {1, 129, 16384},
          new int[] {130, 1, 16384},
          new int[] {1, 2100, 1024});

  private final SplittableRandom random = new SplittableRandom(17);

  /** Small sides all against all, then those that meet tails, bands, panels and native calls. */
  static List<int[]> shapes() {
    List<int[]> shapes = new ArrayList<>();
    for (int m : new int[] {0, 1, 2, 3, 5, 8, 13, 17}) {
      for (int n : new int[] {0, 1, 2, 4, 7, 8, 9, 16, 21, 33}) {
        for (int k : new int[] {0, 1, 2, 3, 7, 15, 16, 18}) {
          shapes.add(new int[] {m, n, k});
        }
      }
    }
    shapes.addAll(
        List.of(
            new int[] {1, 10, 784},
            new int[] {1, 5, 1300},
            new int[] {1, 33, 700},
            new int[] {1, 100, 150},
            new int[] {6, 1, 64},
            new int[] {37, 1, 533},
            new int[] {3, 1, 1100},
            new int[] {1, 1, 1027},
            new int[] {16, 16, 256},
            new int[] {2, 16, 257},
            new int[] {500, 2, 1},
            new int[] {500, 1, 2},
            new int[] {257, 10, 40},
            new int[] {40, 70, 600},
            new int[] {70, 129, 65},
            new int[] {65, 64, 64},
            new int[] {129, 200, 130},
            new int[] {128, 512, 17},
            new int[] {9, 97, 300}));
    return shapes;
  }

  @ParameterizedTest
  @EnumSource
  void run_everyShapeAndFlag_isCloseAndTouchesNothingElse(Precision precision) {
    for (int[] s : shapes()) {
      for (boolean transA : FLAGS) {
        for (boolean transB : FLAGS) {
          Case c = new Case(precision, transA, transB, s[0], s[1], s[2]);
          c.check(c.run(c.rows()), c.rows());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_fewerRowsThanMadeFor_isTheProductOfThoseRows(Precision precision) {
    for (int[] s : shapes()) {
      for (boolean transA : FLAGS) {
        for (boolean transB : FLAGS) {
          Case c = new Case(precision, transA, transB, s[0], s[1], s[2]);
          for (int rows : new int[] {0, c.rows() / 2, Math.max(0, c.rows() - 1)}) {
            c.check(c.run(rows), rows);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_flags_giveTheBitsOfTransposedFactors(Precision precision) {
    for (int[] s : shapes()) {
      double[] expected = new Case(precision, false, false, s[0], s[1], s[2]).run(s[0]);
      for (boolean transA : FLAGS) {
        for (boolean transB : FLAGS) {
          Case c = new Case(precision, transA, transB, s[0], s[1], s[2]);
          assertEquals(-1, Arrays.mismatch(expected, c.run(c.rows())), c.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parts_inAnyOrder_coverTheProductOnceWithTheSameBits(Precision precision) {
    for (int[] s : LARGE) {
      checkParts(precision, s);
    }
  }

  private void checkParts(Precision precision, int[] s) {
    for (boolean transA : FLAGS) {
      for (boolean transB : FLAGS) {
        Case c = new Case(precision, transA, transB, s[0], s[1], s[2]);
        int count = c.product.parts();
        assertTrue(count > 1 && count <= 16, count + " parts");
        for (int rows : new int[] {c.rows(), c.rows() - c.rows() / 3}) {
          double[] forward = c.empty();
          double[] backward = c.empty();
          int[] writes = new int[forward.length];
          for (int part = 0; part < count; part++) {
            double[] alone = c.empty();
            c.runPart(alone, rows, part);
            c.runPart(forward, rows, part);
            c.runPart(backward, rows, count - 1 - part);
            for (int i = 0; i < writes.length; i++) {
              writes[i] += alone[i] == UNTOUCHED ? 0 : 1;
            }
          }
          c.check(forward, rows);
          assertEquals(-1, Arrays.mismatch(forward, backward));
          int written = transA ? c.m * c.n : rows * c.n;
          assertEquals(written, Arrays.stream(writes).sum());
          assertEquals(1, Arrays.stream(writes).max().orElse(0));
        }
      }
    }
  }

  @Test
  void parts_smallProduct_isOne() {
    assertEquals(1, DoubleProduct.of(false, false, 64, 64, 64).parts());
  }

  @ParameterizedTest
  @EnumSource
  void run_zeroTimesSpecialValues_isNan(Precision precision) {
    for (int[] s : List.of(new int[] {5, 9, 20}, new int[] {40, 70, 300}, new int[] {20, 1, 40})) {
      for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        Case c = new Case(precision, false, false, s[0], s[1], s[2]);
        Arrays.fill(c.a, 0);
        // Row 3 of b, times zero, makes every element NaN; element (2, 3) of a only row 2.
        Arrays.fill(c.b, Case.AT + 3 * c.n, Case.AT + 4 * c.n, special);
        double[] y = c.run(c.m);
        for (int i = 0; i < c.m * c.n; i++) {
          assertEquals(Double.NaN, y[Case.AT + i]);
        }
        Arrays.fill(c.b, 0);
        c.a[Case.AT + 2 * c.k + 3] = special;
        y = c.run(c.m);
        for (int i = 0; i < c.m * c.n; i++) {
          assertEquals(i / c.n == 2 ? Double.NaN : 0, y[Case.AT + i]);
        }
      }
    }
  }

  @Test
  @Tag("own-jvm")
  void run_onceWarm_allocatesNothing() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int[] s : List.of(new int[] {32, 10, 20}, new int[] {1, 10, 40}, new int[] {20, 1, 40})) {
      Case c = new Case(Precision.DOUBLE, true, true, s[0], s[1], s[2]);
      double[] y = c.empty();
      long least = Long.MAX_VALUE;
      // Vectors live on the heap until the optimizing compiler, which runs beside this, has met
      // every loop.
      for (int window = 0; window < 5000 && least > 0; window++) {
        long start = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
          c.product.run(c.a, c.b, y, Case.AT, c.rows());
        }
        least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - start);
      }
      assertEquals(0, least, c.toString());
    }
  }

  /** Two random factors as their flags want them; those of one shape hold the same numbers. */
  private final class Case {
    static final int AT = 3;
    final Precision precision;
    final Product product;
    final boolean transA;
    final boolean transB;
    final int m;
    final int n;
    final int k;
    final double[] a;
    final double[] b;

    Case(Precision precision, boolean transA, boolean transB, int m, int n, int k) {
      this.precision = precision;
      this.transA = transA;
      this.transB = transB;
      this.m = m;
      this.n = n;
      this.k = k;
      product = Product.of(precision, transA, transB, m, n, k);
      SplittableRandom numbers = new SplittableRandom(m * 1000L + n * 31L + k);
      a = factor(numbers, transA, m, k);
      b = factor(numbers, transB, k, n);
    }

    private double[] factor(SplittableRandom numbers, boolean turned, int rows, int cols) {
      // As long as it must be, so that reading beyond its end throws.
      double[] data = new double[AT + rows * cols];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < cols; j++) {
          double value = precision.rounded(2 * numbers.nextDouble() - 1);
          data[AT + (turned ? j * rows + i : i * cols + j)] = value;
        }
      }
      return data;
    }

    int rows() {
      return transA ? k : m;
    }

    double[] empty() {
      double[] y = new double[AT + m * n + 5];
      Arrays.fill(y, UNTOUCHED);
      return y;
    }

    double[] run(int rows) {
      double[] y = empty();
      product.run(a, b, y, AT, rows);
      return y;
    }

    void runPart(double[] y, int rows, int part) {
      product.run(a, b, y, AT, rows, part);
    }

    /** Within k roundings of the sum of |a b|, of a sum in twice the precision. */
    void check(double[] y, int rows) {
      int down = transA ? m : rows;
      int inner = transA ? rows : k;
      for (int at = 0; at < y.length; at++) {
        int i = at < AT || n == 0 ? -1 : (at - AT) / n;
        if (i < 0 || i >= down) {
          assertEquals(UNTOUCHED, y[at], this + ": outside");
        } else if (inner < 64 || random.nextInt(16) == 0) {
          checkElement(i, (at - AT) % n, inner, y[at]);
        }
      }
    }

    private void checkElement(int i, int j, int inner, double got) {
      double sum = 0;
      double rest = 0;
      double size = 0;
      for (int t = 0; t < inner; t++) {
        double x = a[AT + (transA ? t * m + i : i * k + t)];
        double z = b[AT + (transB ? j * k + t : t * n + j)];
        double p = x * z;
        double next = sum + p;
        double shadow = next - sum;
        rest += (sum - (next - shadow)) + (p - shadow) + Math.fma(x, z, -p);
        sum = next;
        size += Math.abs(p);
      }
      double bound = (inner + 2) * size * precision.ulp();
      if (!(Math.abs(got - (sum + rest)) <= bound)) {
        assertEquals(sum + rest, got, bound, this + ": element " + i + ", " + j);
      }
    }

    @Override
    public String toString() {
      return precision + (transA ? " T" : " N") + (transB ? "T " : "N ") + m + "x" + n + "x" + k;
    }
  }
}
