// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.ops.kernels.ProductCase.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products with a long inner dimension, which are cut into parts that are added as a tree. */
class LongProductTest {
  /** Either side of where long inner dimensions are cut, and shapes of all kinds of loops. */
  @ParameterizedTest
  @EnumSource
  void run_longInnerDimension_isCloseWithTheSameBitsWhateverTheFlags(Precision precision) {
    int cut = DoubleLongProduct.LONGEST_UNCUT;
    List<int[]> shapes =
        List.of(
            new int[] {1, 1, cut + 1},
            new int[] {3, 1, 3 * cut + 100},
            new int[] {1, 21, cut + 255},
            new int[] {1, 2, 2 * cut},
            new int[] {5, 7, cut},
            new int[] {5, 7, cut + 1},
            new int[] {2, 33, 2 * cut + 257},
            new int[] {70, 9, cut + 300});
    for (int[] s : shapes) {
      double[] expected = new ProductCase(precision, false, false, s[0], s[1], s[2]).run(s[0]);
      for (boolean transA : ProductCase.FLAGS) {
        for (boolean transB : ProductCase.FLAGS) {
          ProductCase c = new ProductCase(precision, transA, transB, s[0], s[1], s[2]);
          double[] y = c.run(c.rows());
          c.check(y, c.rows(), 260);
          assertEquals(-1, Arrays.mismatch(expected, y), c.toString());
          c.check(c.run(c.rows() - c.rows() / 3), c.rows() - c.rows() / 3);
        }
      }
    }
  }

  /** More rows than a band holds, with parts and whole. */
  @Test
  void run_severalBandsAndParts_isClose() {
    int k = DoubleLongProduct.LONGEST_UNCUT + 1;
    for (boolean flipped : ProductCase.FLAGS) {
      ProductCase c = new ProductCase(Precision.DOUBLE, flipped, flipped, 130, 520, k);
      c.check(c.run(c.rows()), c.rows(), 260);
      double[] y = c.empty();
      for (int part = 0; part < c.product.parts(); part++) {
        c.runPart(y, c.rows(), part);
      }
      c.check(y, c.rows(), 260);
    }
  }

  @Test
  void run_upToTheCut_givesTheBitsOfTheLoops() {
    for (int[] s : List.of(new int[] {4, 9, 8192}, new int[] {1, 1, 8192})) {
      ProductCase c = new ProductCase(Precision.DOUBLE, false, true, s[0], s[1], s[2]);
      double[] y = c.empty();
      ProductShape shape = new ProductShape(false, true, s[0], s[1], s[2]);
      int at = ProductCase.AT;
      DoubleMultiplier loops = ProductTiers.chosen().doubles(shape);
      loops.multiply(s[0], s[1], s[2], c.a, at, s[2], c.b, at, s[2], y, at, s[1]);
      assertEquals(-1, Arrays.mismatch(y, c.run(s[0])), c.toString());
    }
  }
}
