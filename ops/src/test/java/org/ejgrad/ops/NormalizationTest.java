// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.ejgrad.ops.Normalization.EPSILON;
import static org.ejgrad.ops.Normalization.batchNormalization;
import static org.ejgrad.ops.Normalization.layerNormalization;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class NormalizationTest {
  private final DMatrixRMaj scale = new DMatrixRMaj(1, 3, true, 2, -1, 0.5);
  private final DMatrixRMaj shift = new DMatrixRMaj(1, 3, true, 0.1, 0.2, -3);

  @Test
  void batchNormalization_ofABatch_equalsAPlainLoop_withRightGradients() {
    DMatrixRMaj x = normal(5, 3);
    DMatrixRMaj y =
        batchNormalization(constant(x), constant(scale), constant(shift), EPSILON).evaluate();
    for (int j = 0; j < 3; j++) {
      double[] column = Plain.col(x, j);
      for (int i = 0; i < 5; i++) {
        double expected = scale.get(0, j) * normalized(column, x.get(i, j)) + shift.get(0, j);
        assertEquals(expected, y.get(i, j), 1e-14 * 10);
      }
    }
    GradientCheck.ofMany(
            list -> batchNormalization(list.get(0), list.get(1), list.get(2), EPSILON).sin())
        .at(x, scale, shift)
        .order(2)
        .verify();
  }

  @Test
  void layerNormalization_equalsAPlainLoop_withRightGradients() {
    DMatrixRMaj x = normal(4, 3);
    DMatrixRMaj y =
        layerNormalization(constant(x), constant(scale), constant(shift), EPSILON).evaluate();
    for (int i = 0; i < 4; i++) {
      double[] row = Plain.row(x, i);
      for (int j = 0; j < 3; j++) {
        double expected = scale.get(0, j) * normalized(row, x.get(i, j)) + shift.get(0, j);
        assertEquals(expected, y.get(i, j), 1e-14 * 10);
      }
    }
    GradientCheck.ofMany(
            list -> layerNormalization(list.get(0), list.get(1), list.get(2), EPSILON).sin())
        .at(x, scale, shift)
        .verify();
  }

  @Test
  void batchNormalization_withGivenStatistics_usesThem() {
    DMatrixRMaj mean = new DMatrixRMaj(1, 3, true, 1, 2, 3);
    DMatrixRMaj variance = new DMatrixRMaj(1, 3, true, 4, 9, 16);
    DMatrixRMaj x = new DMatrixRMaj(1, 3, true, 3, -1, 5);
    DMatrixRMaj y =
        batchNormalization(
                constant(x),
                constant(mean),
                constant(variance),
                constant(scale),
                constant(shift),
                1e-300)
            .evaluate();
    assertEquals(2 * 1.0 + 0.1, y.get(0, 0), 1e-15);
    assertEquals(1.0 + 0.2, y.get(0, 1), 1e-15);
    assertEquals(0.5 * 0.5 - 3, y.get(0, 2), 1e-15);
  }

  @Test
  void batchNormalization_ofAConstantColumn_isTheShift() {
    // Numbers whose mean is rounded to another number, and an epsilon that would not hide it.
    for (double number : new double[] {1e8, 1e8 + 0.1, 0.1}) {
      for (int rows : new int[] {3, 4, 10}) {
        DMatrixRMaj x = Plain.matrix(rows, 3, (i, j) -> number);
        DMatrixRMaj y =
            batchNormalization(constant(x), constant(scale), constant(shift), 1e-30).evaluate();
        assertArrayEquals(shift.data, Plain.row(y, rows - 1));
      }
    }
  }

  @Test
  void layerNormalization_ofAConstantRow_isTheShift() {
    for (double number : new double[] {1e8 + 0.1, 0.1}) {
      DMatrixRMaj x = Plain.matrix(2, 3, (i, j) -> number);
      DMatrixRMaj y =
          layerNormalization(constant(x), constant(scale), constant(shift), 1e-30).evaluate();
      assertArrayEquals(shift.data, Plain.row(y, 1));
    }
  }

  @Test
  void wrongArguments_areRefused() {
    Expr x = input("x", 4, 3);
    Expr row = input("row", 1, 3);
    String epsilon =
        assertThrows(IllegalArgumentException.class, () -> layerNormalization(x, row, row, 0))
            .toString();
    assertTrue(epsilon.contains(": epsilon must be > 0, got 0.0, at "), epsilon);
    assertThrows(IllegalArgumentException.class, () -> batchNormalization(x, row, row, Double.NaN));
    String message =
        assertThrows(
                ShapeMismatchException.class,
                () -> batchNormalization(x, row, input("shift", 1, 1), EPSILON))
            .toString();
    assertTrue(message.contains("batchNormalization: scale, shift"), message);
    assertTrue(message.contains("x='x' 4x3, row='shift' 1x1"), message);
    String empty =
        assertThrows(
                ShapeMismatchException.class,
                () -> batchNormalization(input("none", 0, 3), row, row, EPSILON))
            .toString();
    assertTrue(empty.contains("batchNormalization: nothing has no mean"), empty);
    Expr noNumber = input("noNumber", 1, 0);
    assertThrows(
        ShapeMismatchException.class,
        () -> layerNormalization(input("none", 3, 0), noNumber, noNumber, EPSILON));
    Expr column = input("column", 4, 1);
    assertThrows(ShapeMismatchException.class, () -> layerNormalization(x, row, column, EPSILON));
    assertThrows(
        IllegalArgumentException.class, () -> batchNormalization(x, row, row, row, row, -1));
    for (int wrong = 0; wrong < 4; wrong++) {
      Expr[] rows = {row, row, row, row};
      rows[wrong] = column;
      assertThrows(
          ShapeMismatchException.class,
          () -> batchNormalization(x, rows[0], rows[1], rows[2], rows[3], EPSILON));
    }
  }

  /** (value - mean) / sqrt(variance + epsilon) of the values of a column or row. */
  private static double normalized(double[] values, double value) {
    double mean = Plain.sum(values) / values.length;
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return (value - mean) / Math.sqrt(squares / values.length + EPSILON);
  }
}
