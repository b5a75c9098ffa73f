// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.Control.scan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
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
  void gradientOfWhatAScanCaptured_overAMillionSteps_isRightToOneInABillion() {
    int steps = 1_000_000;
    Expr c = parameter("c", filled(1, 1, 1));
    Expr tenths = parameter("tenths", filled(steps, 1, 0.1));
    Expr last = scan((s, row) -> s.plus(row.elementMult(c)), constant(0), tenths).last();
    Expr gradient = gradients(last, c).get(0);
    // A running sum is off by 1.3e-6.
    assertEquals(1e5, number(gradient), 1e-9);
    Program inFloat = Program.compile(List.of(gradient), Updates.NONE, Precision.FLOAT32);
    // A tenth and the sum, rounded to float.
    assertEquals(1e5, inFloat.workspace().run().scalar(gradient), 1e5 * 1e-7);
  }

  @Test
  void products_ofTenMillionTenths_areRightToOneInABillion() {
    Expr row = parameter("row", filled(1, MANY, 0.1));
    Expr ones = parameter("ones", filled(MANY, 1, 1));
    assertEquals(1e6, number(row.mult(ones)), 1e-9);
    assertEquals(1e6, number(ones.transpose().mult(row.transpose())), 1e-9);
    assertEquals(1e6, number(row.transpose().transpose().mult(ones.scale(1))), 1e-9);
  }

  @Test
  void products_ofMatricesWithALongInnerSide_areRightToTheLastDigits() {
    int k = 1_000_000;
    DMatrixRMaj tenths = filled(3, k, 0.1);
    DMatrixRMaj ones = filled(k, 5, 1);
    for (boolean transA : new boolean[] {false, true}) {
      for (boolean transB : new boolean[] {false, true}) {
        Expr a = parameter("a", transA ? Plain.flipped(tenths) : tenths);
        Expr b = parameter("b", transB ? Plain.flipped(ones) : ones);
        Expr y = (transA ? a.transpose() : a).mult(transB ? b.transpose() : b);
        for (double value : Arrays.copyOf(y.evaluate().data, 15)) {
          // 256 additions one after the other are off by 4e-15 of their sum, all in one direction.
          assertEquals(1e5, value, 1e5 * 1e-14);
        }
        Program inFloat = Program.compile(List.of(y), Updates.NONE, Precision.FLOAT32);
        for (double value : Arrays.copyOf(inFloat.workspace().run().value(y).data, 15)) {
          // The same of 6e-8, where a running sum is off by a part in a hundred.
          assertEquals(1e5, value, 1e5 * 5e-6);
        }
      }
    }
  }

  @Test
  void meansAndSpreads_ofTenMillion_areRightToTheLastDigits() {
    DMatrixRMaj column = filled(MANY, 1, 0.1);
    for (int i = 0; i < MANY; i += 2) {
      column.data[i] = -0.1;
    }
    Expr x = parameter("x", column);
    Expr row = x.reshape(1, MANY);
    Expr far = x.plus(1e3);
    assertEquals(0, number(x.mean()), 1e-16);
    assertEquals(1e3, number(far.meanCols()), 1e-12);
    assertEquals(1e3, number(far.reshape(1, MANY).meanRows()), 1e-12);
    // Deviations are off by the rounding of the mean at most: 1e-13 at 1e3, squared or against 0.
    assertEquals(0.01, number(far.variance(Population.WHOLE)), 1e-14);
    assertEquals(0.01, number(x.varianceCols(Population.WHOLE)), 1e-17);
    assertEquals(0.01, number(row.varianceRows(Population.WHOLE)), 1e-17);
    assertEquals(0.1, number(x.standardDeviation(Population.WHOLE)), 1e-16);
    assertEquals(0.1, number(x.standardDeviationCols(Population.WHOLE)), 1e-16);
    assertEquals(0.1, number(row.standardDeviationRows(Population.WHOLE)), 1e-16);
  }

  @Test
  void norms_ofTenMillionTenths_areRightToTheLastDigits() {
    Expr x = parameter("x", filled(MANY, 1, 0.1));
    double norm = Math.sqrt(1e5);
    assertEquals(norm, number(x.normCols()), 4e-13);
    assertEquals(norm, number(x.reshape(1, MANY).normRows()), 4e-13);
    assertEquals(1e6, number(x.normP1()), 1e-9);
    assertEquals(1e6, number(x.transpose().normPInf()), 1e-9);
  }

  @Test
  void sparseProduct_ofAFullRow_isRightToOneInABillion() {
    DMatrixSparseCSC ones = new DMatrixSparseCSC(2, MANY, MANY);
    for (int j = 0; j < MANY; j++) {
      ones.col_idx[j + 1] = j + 1;
      ones.nz_rows[j] = 1;
      ones.nz_values[j] = 1;
    }
    ones.nz_length = MANY;
    SparseConstant s = SparseConstant.of(ones);
    DMatrixRMaj y = s.mult(parameter("x", filled(MANY, 1, 0.1))).evaluate();
    assertEquals(0, y.get(0));
    assertEquals(1e6, y.get(1), 1e-9);
    DMatrixSparseCSC upright = new DMatrixSparseCSC(MANY, 2, MANY);
    upright.col_idx[2] = MANY;
    for (int i = 0; i < MANY; i++) {
      upright.nz_rows[i] = i;
      upright.nz_values[i] = 1;
    }
    upright.nz_length = MANY;
    SparseConstant flat = SparseConstant.of(upright).transpose();
    DMatrixRMaj other = flat.mult(parameter("x", filled(MANY, 1, 0.1))).evaluate();
    assertEquals(1e6, other.get(1), 1e-9);
  }

  @Test
  void losses_ofTenMillion_areRightToTheLastDigits() {
    Expr x = parameter("x", filled(MANY, 1, 0.1));
    Expr zero = constant(new DMatrixRMaj(MANY, 1));
    // The square of 0.1 is a fifth of a unit in the last place too large.
    assertEquals(1e5, number(Losses.sumOfSquaredResiduals(x, zero)), 1e-10);
    assertEquals(0.01, number(Losses.meanSquaredError(x, zero)), 1e-17);
    assertEquals(0.1, number(Losses.meanAbsoluteError(x, zero)), 1e-16);
    assertEquals(0.005, number(Losses.huber(x, zero, 1)), 1e-17);
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
