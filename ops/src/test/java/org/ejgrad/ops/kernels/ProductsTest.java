// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of the tier of this run against compensated sums, all flags and many shapes. */
class ProductsTest {
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
  void run_everyShapeAndFlag_isCloseAndTouchesNothingElse(ProductCase.Precision precision) {
    for (int[] s : shapes()) {
      for (boolean transA : ProductCase.FLAGS) {
        for (boolean transB : ProductCase.FLAGS) {
          ProductCase c = new ProductCase(precision, transA, transB, s[0], s[1], s[2]);
          c.check(c.run(c.rows()), c.rows());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_fewerRowsThanMadeFor_isTheProductOfThoseRows(ProductCase.Precision precision) {
    for (int[] s : shapes()) {
      for (boolean transA : ProductCase.FLAGS) {
        for (boolean transB : ProductCase.FLAGS) {
          ProductCase c = new ProductCase(precision, transA, transB, s[0], s[1], s[2]);
          for (int rows : new int[] {0, c.rows() / 2, Math.max(0, c.rows() - 1)}) {
            c.check(c.run(rows), rows);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_flags_giveTheBitsOfTransposedFactors(ProductCase.Precision precision) {
    for (int[] s : shapes()) {
      double[] expected = new ProductCase(precision, false, false, s[0], s[1], s[2]).run(s[0]);
      for (boolean transA : ProductCase.FLAGS) {
        for (boolean transB : ProductCase.FLAGS) {
          ProductCase c = new ProductCase(precision, transA, transB, s[0], s[1], s[2]);
          assertEquals(-1, Arrays.mismatch(expected, c.run(c.rows())), c.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parts_inAnyOrder_coverTheProductOnceWithTheSameBits(ProductCase.Precision precision) {
    for (int[] s : LARGE) {
      ProductCase.checkParts(precision, s);
    }
  }

  @Test
  void parts_smallProduct_isOne() {
    assertEquals(1, DoubleProduct.of(false, false, 64, 64, 64).parts());
  }

  @ParameterizedTest
  @EnumSource
  void run_zeroTimesSpecialValues_isNan(ProductCase.Precision precision) {
    for (int[] s : List.of(new int[] {5, 9, 20}, new int[] {40, 70, 300}, new int[] {20, 1, 40})) {
      for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        ProductCase c = new ProductCase(precision, false, false, s[0], s[1], s[2]);
        Arrays.fill(c.a, 0);
        // Row 3 of b, times zero, makes every element NaN; element (2, 3) of a only row 2.
        Arrays.fill(c.b, ProductCase.AT + 3 * c.n, ProductCase.AT + 4 * c.n, special);
        double[] y = c.run(c.m);
        for (int i = 0; i < c.m * c.n; i++) {
          assertEquals(Double.NaN, y[ProductCase.AT + i]);
        }
        Arrays.fill(c.b, 0);
        c.a[ProductCase.AT + 2 * c.k + 3] = special;
        y = c.run(c.m);
        for (int i = 0; i < c.m * c.n; i++) {
          assertEquals(i / c.n == 2 ? Double.NaN : 0, y[ProductCase.AT + i]);
        }
      }
    }
  }

  @Test
  @Tag("own-jvm")
  void run_onceWarm_allocatesNothing() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int[] s : List.of(new int[] {32, 10, 20}, new int[] {1, 10, 40}, new int[] {20, 1, 40})) {
      ProductCase c = new ProductCase(ProductCase.Precision.DOUBLE, true, true, s[0], s[1], s[2]);
      double[] y = c.empty();
      long least = Long.MAX_VALUE;
      // Vectors live on the heap until the optimizing compiler, which runs beside this, has met
      // every loop.
      for (int window = 0; window < 5000 && least > 0; window++) {
        long start = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
          c.product.run(c.a, c.b, y, ProductCase.AT, c.rows());
        }
        least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - start);
      }
      assertEquals(0, least, c.toString());
    }
  }
}
