// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BinaryOperator;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossesTest {
  private final DMatrixRMaj p = new DMatrixRMaj(new double[][] {{1, -2, 0.5}, {3, 0, -0.25}});
  private final DMatrixRMaj t = new DMatrixRMaj(new double[][] {{0, 1, 0}, {1, 0, 0}});

  @Test
  void regressionLosses_equalTheirClosedForms() {
    // Residuals 1, -3, 0.5, 2, 0, -0.25.
    assertEquals(14.3125, value(Losses::sumOfSquaredResiduals));
    assertEquals(14.3125 / 6, value(Losses::meanSquaredError), 1e-15);
    assertEquals(6.75 / 6, value(Losses::meanAbsoluteError), 1e-15);
    // delta 1: 0.5, 2.5, 0.125, 1.5, 0, 0.03125
    assertEquals(4.65625 / 6, value((a, b) -> Losses.huber(a, b, 1)), 1e-15);
  }

  @Test
  void binaryCrossEntropy_equalsItsDefinition_andItsGradientIsResidualOverCount() {
    double expected = 0;
    for (int i = 0; i < 6; i++) {
      double s = 1 / (1 + Math.exp(-p.data[i]));
      expected -= t.data[i] * Math.log(s) + (1 - t.data[i]) * Math.log(1 - s);
    }
    assertEquals(expected / 6, value(Losses::binaryCrossEntropy), 1e-15);
    Expr z = parameter("z", p);
    DMatrixRMaj g = gradients(Losses.binaryCrossEntropy(z, constant(t)), z).get(0).evaluate();
    for (int i = 0; i < 6; i++) {
      assertEquals((1 / (1 + Math.exp(-p.data[i])) - t.data[i]) / 6, g.data[i], 1e-16);
    }
  }

  @Test
  void softmaxCrossEntropy_fromLabelsAndFromOneHot_areTheSame() {
    double expected = 0;
    for (int i = 0; i < 2; i++) {
      expected += Plain.logSumExp(Plain.row(p, i)) - p.get(i, i == 0 ? 1 : 0);
    }
    Expr z = parameter("z", p);
    Expr labels = constant(new double[][] {{1}, {0}});
    Expr fromLabels = Losses.softmaxCrossEntropyFromLabels(z, labels);
    assertEquals(expected / 2, value(Losses::softmaxCrossEntropy), 1e-15);
    assertEquals(expected / 2, fromLabels.evaluate().data[0], 1e-15);
    DMatrixRMaj g = gradients(fromLabels, z).get(0).evaluate();
    for (int i = 0; i < 2; i++) {
      double total = Plain.logSumExp(Plain.row(p, i));
      for (int j = 0; j < 3; j++) {
        assertEquals((Math.exp(p.get(i, j) - total) - t.get(i, j)) / 2, g.get(i, j), 2e-16);
      }
    }
  }

  static List<BinaryOperator<Expr>> all() {
    return List.of(
        Losses::sumOfSquaredResiduals,
        Losses::meanSquaredError,
        Losses::meanAbsoluteError,
        (a, b) -> Losses.huber(a, b, 0.7),
        Losses::binaryCrossEntropy,
        Losses::softmaxCrossEntropy);
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradient_inBothArguments_agreesWithDifferences(BinaryOperator<Expr> loss) {
    DMatrixRMaj prediction = Domain.APART.matrix(Shape.of(4, 3), 0, 3);
    DMatrixRMaj target = Domain.APART.matrix(Shape.of(4, 3), 1, 3);
    GradientCheck.of(loss).at(prediction, target).order(2).verify();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shapesThatBroadcast_areRefused(BinaryOperator<Expr> loss) {
    Expr column = Autograd.input("column", 4, 1);
    Expr row = Autograd.input("row", 1, 4);
    ShapeMismatchException error =
        assertThrows(ShapeMismatchException.class, () -> loss.apply(column, row));
    assertTrue(error.toString().contains("'column' 4x1"), error::toString);
    assertTrue(error.toString().contains("'row' 1x4"), error::toString);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void huber_deltaNotPositive_isAnError(double delta) {
    Expr x = constant(1);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Losses.huber(x, x, delta));
    String start = "huber: delta must be > 0, got " + delta + ", at ";
    assertTrue(String.valueOf(error.getMessage()).startsWith(start), error::toString);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 3, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 4294967296.0})
  void labels_outOfRange_areRefusedByRowAndValue(double label) {
    Expr labels = constant(new double[][] {{0}, {label}});
    Expr oneHot = labels.oneHot(3);
    OpFailedException error = assertThrows(OpFailedException.class, oneHot::evaluate);
    String start =
        "oneHot[3] of constant 2x1: the index in row 1 must be a whole number from 0 to 2, got "
            + label;
    assertTrue(error.toString().contains(start), error::toString);
    Expr gathered = constant(p).transpose().gatherRows(labels);
    OpFailedException other = assertThrows(OpFailedException.class, gathered::evaluate);
    assertTrue(
        other.toString().contains("gatherRows(..) 2x2: the index in row 1 must"), other::toString);
  }

  @Test
  void mean_overEmptyBatch_isRefused() {
    Expr empty = Autograd.input("empty", 0, 3);
    assertThrows(ShapeMismatchException.class, () -> Losses.meanSquaredError(empty, empty));
    assertEquals(
        0,
        value(
            (a, b) ->
                Losses.sumOfSquaredResiduals(
                    constant(new DMatrixRMaj(0, 3)), constant(new DMatrixRMaj(0, 3)))));
  }

  private double value(BinaryOperator<Expr> loss) {
    return loss.apply(constant(p), constant(t)).evaluate().data[0];
  }
}
