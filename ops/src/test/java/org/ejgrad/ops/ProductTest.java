// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
  private static final int[] SIDES = {1, 2, 3, 4, 5, 7, 8, 9, 17, 64};

  @Test
  void flags_giveTheSameBitsAsTransposedFactors() {
    CounterRandom random = CounterRandom.of(11);
    int draw = 0;
    for (int m : SIDES) {
      for (int k : SIDES) {
        for (int n : SIDES) {
          DMatrixRMaj a = random.stream(draw++).normal(m, k, 0, 1);
          DMatrixRMaj b = random.stream(draw++).normal(k, n, 0, 1);
          Expr plain = constant(a).mult(constant(b));
          DMatrixRMaj expected = plain.evaluate();
          for (boolean transA : new boolean[] {false, true}) {
            for (boolean transB : new boolean[] {false, true}) {
              Expr product =
                  Expr.apply(
                      new MatMul(transA, transB),
                      constant(transA ? Plain.flipped(a) : a),
                      constant(transB ? Plain.flipped(b) : b));
              DMatrixRMaj actual = product.evaluate();
              for (int i = 0; i < m * n; i++) {
                String what = product + " of inner side " + k + ", element " + i;
                assertEquals(expected.data[i], actual.data[i], 0.0, what);
              }
            }
          }
        }
      }
    }
  }

  /** Blocks of a product with a vector have more rows than those with a matrix. */
  @ParameterizedTest
  @CsvSource({"300, 8193", "5000, 3", "4097, 1", "300, 1"})
  void productWithAVector_ofManyRows_alone_andBeforeASum(int rows, int inner) {
    DMatrixRMaj x = CounterRandom.of(3).normal(rows, inner, 0, 1);
    DMatrixRMaj theta = CounterRandom.of(4).normal(inner, 1, 0, 1);
    double[] expected = new double[rows];
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < inner; k++) {
        expected[i] += x.get(i, k) * theta.data[k];
      }
      sum += expected[i] * expected[i];
    }
    Expr a = Autograd.input("x", rows, inner);
    for (Expr b : List.of(constant(theta), constant(Plain.flipped(theta)).transpose())) {
      for (Precision precision : Precision.values()) {
        Expr y = a.mult(b);
        Expr squares = y.square().elementSum();
        Workspace run =
            Autograd.compile(List.of(y, squares), Updates.NONE, precision).workspace().set(a, x);
        run.run();
        // Sums of some 1e4 terms of size 1, in float with 24 bits.
        double tolerance = precision == Precision.FLOAT64 ? 1e-9 : 1e-2;
        for (int i = 0; i < rows; i++) {
          assertEquals(expected[i], run.value(y).data[i], tolerance, "row " + i);
        }
        assertEquals(1, run.scalar(squares) / sum, tolerance);
      }
    }
  }

  /** The reverse of a dot product for each row: one group with what comes before. */
  @Test
  void outerProduct_takesAColumnForARow_asItIs() {
    Expr column = Autograd.input("column", 6, 1);
    Expr weights = Autograd.input("weights", 4, 1);
    String text = Autograd.compile(column.mult(weights.transpose())).text();
    assertFalse(text.contains("reshape"), text);
    assertFalse(text.contains("transpose"), text);
  }

  @Test
  void rewrite_transposedFactorsBecomeFlags_withTheSameNumbers() {
    Expr a = Autograd.input("a", 6, 5);
    Expr b = Autograd.input("b", 7, 6);
    Expr y = a.transpose().mult(b.transpose());
    String text = Autograd.compile(y).text();
    assertFalse(text.contains("transpose"), text);
    DMatrixRMaj x = CounterRandom.of(1).normal(6, 5, 0, 1);
    DMatrixRMaj z = CounterRandom.of(2).normal(7, 6, 0, 1);
    Workspace run = Autograd.compile(y).workspace().set(a, x).set(b, z).run();
    DMatrixRMaj expected = constant(Plain.flipped(x)).mult(constant(Plain.flipped(z))).evaluate();
    for (int i = 0; i < 35; i++) {
      assertEquals(expected.data[i], run.value(y).data[i], 0.0);
    }
  }

  @Test
  void zeroTimesInfinityOrNan_isNan() {
    Expr zero = constant(new double[][] {{0, 1}});
    for (double special : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
      Expr b = constant(new double[][] {{special}, {1}});
      assertEquals(Double.NaN, zero.mult(b).evaluate().data[0]);
    }
  }

  /** Blocks of rows, sums over blocks, and products cut into parts. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 4, 5", "700, 9, 8", "8, 700, 9", "200, 300, 260", "300, 2, 300"})
  void carrying_leavesOutWhatMeetsZero_inBothPrecisions(int m, int k, int n) {
    DMatrixRMaj a = CounterRandom.of(5).normal(m, k, 0, 1);
    DMatrixRMaj b = CounterRandom.of(6).normal(k, n, 0, 1);
    // Some rows of b hold what is not finite; all of a but its last row is 0 there.
    for (int p = 0; p < k; p += 3) {
      for (int j = 0; j < n; j++) {
        b.set(p, j, j % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
      }
      for (int i = 0; i < m - 1; i++) {
        a.set(i, p, 0);
      }
    }
    for (boolean transA : new boolean[] {false, true}) {
      for (boolean transB : new boolean[] {false, true}) {
        Expr product =
            Expr.apply(
                new MatMul(transA, transB, true),
                constant(transA ? Plain.flipped(a) : a).stopGradient(),
                constant(transB ? Plain.flipped(b) : b));
        for (Precision precision : Precision.values()) {
          Workspace run =
              Autograd.compile(List.of(product), Updates.NONE, precision).workspace().run();
          DMatrixRMaj y = run.value(product);
          // Sums of at most 700 products of numbers near 1, in another order.
          double tolerance = precision == Precision.FLOAT64 ? 1e-12 : 1e-3;
          for (int i = 0; i < m * n; i++) {
            double expected = carried(a, b, i / n, i % n);
            assertEquals(expected, y.data[i], tolerance, product + " in " + precision);
          }
        }
      }
    }
  }

  private static double carried(DMatrixRMaj a, DMatrixRMaj b, int i, int j) {
    double sum = 0;
    for (int p = 0; p < a.numCols; p++) {
      sum += a.get(i, p) == 0 || b.get(p, j) == 0 ? 0 : a.get(i, p) * b.get(p, j);
    }
    return sum;
  }
}
