// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Sums of ten million terms, which one running sum gets wrong in the tenth digit. */
class LargeSumsTest {
  private static final int MANY = 10_000_000;

  @Test
  void reductions_ofTenMillionTenths_areRightToOneInABillion() {
    Expr x = parameter("x", filled(MANY, 1, 0.1));
    assertEquals(1e6, number(x.elementSum()), 1e-9);
    assertEquals(1e6, number(x.sumCols()), 1e-9);
    assertEquals(1e6, number(x.reshape(1, MANY).sumRows()), 1e-9);
    assertEquals(1e6, number(x.dot(x.scale(0).plus(1))), 1e-9);
    assertEquals(1e6, number(x.elementSumAbs()), 1e-9);
    // Squares of 0.1, a fifth of a unit in the last place too large: 1e-15 of the norm.
    assertEquals(Math.sqrt(1e5), number(x.normF()), 4e-13);
  }

  @Test
  void cumulativeSums_ofTenMillionTenths_endRightToOneInABillion() {
    Expr x = parameter("x", filled(MANY, 1, 0.1));
    Expr last = x.cumSumCols().extractMatrix(MANY - 1, MANY, 0, 1);
    assertEquals(1e6, number(last), 1e-9);
    Expr lastOfRow = x.reshape(1, MANY).cumSumRows().extractMatrix(0, 1, MANY - 1, MANY);
    assertEquals(1e6, number(lastOfRow), 1e-9);
  }

  @Test
  void cumulativeSum_overflowing_staysInfinite() {
    Expr x = constant(new double[][] {{1e308, 1e308, 1, -1}});
    double inf = Double.POSITIVE_INFINITY;
    double[] sums = x.cumSumRows().evaluate().data;
    assertEquals(List.of(1e308, inf, inf, inf), Arrays.stream(sums).boxed().toList());
    double[] down = x.transpose().cumSumCols().evaluate().data;
    assertEquals(List.of(1e308, inf, inf, inf), Arrays.stream(down).boxed().toList());
  }

  @Test
  void scatterAddRows_ofTenMillionTenths_isRightToOneInABillion() {
    Expr tenths = parameter("x", filled(MANY, 1, 0.1));
    Expr toRowOne = constant(filled(MANY, 1, 1));
    // Into few rows, which the compiler sums up block by block, and into many, as one kernel.
    for (int rows : new int[] {3, 5000}) {
      DMatrixRMaj sums = tenths.scatterAddRows(toRowOne, rows).evaluate();
      assertEquals(1e6, sums.get(1), 1e-9);
      assertEquals(0, sums.get(0));
      assertEquals(0, sums.get(2));
    }
  }

  @Test
  void logSumExpAndSoftmax_ofTenMillion_areRightToTheLastDigits() {
    DMatrixRMaj row = filled(1, MANY, Math.log(0.1));
    row.data[MANY / 2] = 0;
    Expr x = parameter("x", row);
    double sum = 0.1 * (MANY - 1) + 1;
    // 256 additions in a block, 1e-16 each at most; a running sum is off by 1e-10.
    assertEquals(Math.log(sum), number(x.logSumExpRows()), 3e-14);
    assertEquals(1 / sum, x.softmaxRows().evaluate().get(MANY / 2), 3e-14 / sum);
    assertEquals(-Math.log(sum), x.logSoftmaxRows().evaluate().get(MANY / 2), 3e-14);
  }

  @Test
  void softmaxInFloat_ofAMillion_isRightToTheLastDigits() {
    int n = 1_000_000;
    Expr x = parameter("x", filled(1, n, Math.log(0.1)));
    Expr y = x.softmaxRows();
    DMatrixRMaj shares =
        Program.compile(List.of(y), Updates.NONE, Precision.FLOAT32).workspace().run().value(y);
    // Two roundings to float of 6e-8 each; a running sum in float would be off by 1e-2.
    assertEquals(1.0 / n, shares.get(n / 2), 2e-7 / n);
  }

  @Test
  void gradientsOfSums_ofTenMillion_areOneEach() {
    Expr x = parameter("x", filled(MANY, 1, 0.1));
    // The sum over a column of ones, as broadcasting turns back.
    Expr shift = parameter("c", new DMatrixRMaj(1, 1, true, 0.1));
    Expr loss = x.elementMult(shift).elementSum();
    assertEquals(1e6, number(gradients(loss, shift).get(0)), 1e-9);
  }

  private static DMatrixRMaj filled(int rows, int cols, double value) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, cols);
    Arrays.fill(matrix.data, value);
    return matrix;
  }

  private static double number(Expr x) {
    return x.evaluate().data[0];
  }
}
