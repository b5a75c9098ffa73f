// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.ejgrad.ops.Normalization.EPSILON;
import static org.ejgrad.ops.Normalization.batchNormalization;
import static org.ejgrad.ops.Normalization.layerNormalization;
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
    DMatrixRMaj x = Plain.matrix(4, 3, (i, j) -> 1e8);
    DMatrixRMaj y =
        batchNormalization(constant(x), constant(scale), constant(shift), EPSILON).evaluate();
    assertEquals(0.1, y.get(2, 0));
    assertEquals(-3, y.get(3, 2));
  }

  @Test
  void wrongArguments_areRefused() {
    Expr x = input("x", 4, 3);
    Expr row = input("row", 1, 3);
    assertEquals(
        "layerNormalization: epsilon must be > 0, got 0.0",
        assertThrows(IllegalArgumentException.class, () -> layerNormalization(x, row, row, 0))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> batchNormalization(x, row, row, Double.NaN));
    String message =
        assertThrows(
                ShapeMismatchException.class,
                () -> batchNormalization(x, row, input("shift", 1, 1), EPSILON))
            .toString();
    assertTrue(message.contains("batchNormalization: scale, shift"), message);
    assertTrue(message.contains("x='x' 4x3, row='shift' 1x1"), message);
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
