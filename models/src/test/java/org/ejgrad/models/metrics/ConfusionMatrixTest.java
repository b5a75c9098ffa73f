// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfusionMatrixTest {
  private static final List<String> ANIMALS = List.of("cat", "dog", "bird");
  private static final ConfusionMatrix EXAMPLE =
      ConfusionMatrix.of(
          column(0, 0, 1, 0, 1, 1, 1, 2, 0), column(0, 0, 0, 1, 1, 1, 1, 2, 2), ANIMALS);

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values.length, 1, true, values);
  }

  @Test
  void counts_areByTrueThenPredictedClass() {
    assertEquals(2, EXAMPLE.count(0, 0));
    assertEquals(1, EXAMPLE.count(0, 1));
    assertEquals(1, EXAMPLE.count(2, 0));
    assertEquals(0, EXAMPLE.count(2, 1));
    assertArrayEquals(new double[] {2, 1, 0, 1, 3, 0, 1, 0, 1}, EXAMPLE.toMatrix().data);
    assertEquals(3, EXAMPLE.classCount());
    assertEquals(ANIMALS, EXAMPLE.classNames());
  }

  @Test
  void figures_handComputed() {
    assertEquals(6 / 9.0, EXAMPLE.accuracy());
    double[] precision = {2 / 4.0, 3 / 4.0, 1.0};
    double[] recall = {2 / 3.0, 3 / 4.0, 1 / 2.0};
    double[] f1 = {4 / 7.0, 6 / 8.0, 2 / 3.0};
    for (int k = 0; k < 3; k++) {
      assertEquals(precision[k], EXAMPLE.precision(k));
      assertEquals(recall[k], EXAMPLE.recall(k));
      assertEquals(f1[k], EXAMPLE.f1(k));
    }
    assertEquals(2.25 / 3, EXAMPLE.macroPrecision(), 1e-15);
    assertEquals((2 / 3.0 + 3 / 4.0 + 1 / 2.0) / 3, EXAMPLE.macroRecall(), 1e-15);
    assertEquals((4 / 7.0 + 6 / 8.0 + 2 / 3.0) / 3, EXAMPLE.macroF1(), 1e-15);
  }

  @Test
  void figures_ofAClassNeverSeen_areZero() {
    ConfusionMatrix absent = ConfusionMatrix.of(column(0, 1, 0), column(0, 0, 1), ANIMALS);
    assertEquals(0, absent.precision(2));
    assertEquals(0, absent.recall(2));
    assertEquals(0, absent.f1(2));
    assertEquals(0.5 / 3, absent.macroPrecision(), 1e-15);
  }

  @Test
  void perfectPrediction_isOneEverywhere() {
    DMatrixRMaj classes = column(0, 1, 2, 1);
    ConfusionMatrix perfect = ConfusionMatrix.of(classes, classes, ANIMALS);
    assertEquals(1, perfect.accuracy());
    assertEquals(1, perfect.macroPrecision());
    assertEquals(1, perfect.macroRecall());
    assertEquals(1, perfect.macroF1());
  }

  @Test
  void toText_isATableWithNames() {
    String expected =
        """
        rows: true class, columns: predicted class
                cat   dog  bird  precision     recall         F1
        cat       2     1     0     0.5000     0.6667     0.5714
        dog       1     3     0     0.7500     0.7500     0.7500
        bird      1     0     1     1.0000     0.5000     0.6667
        macro                       0.7500     0.6389     0.6627
        accuracy 0.6667 of 9 rows
        """;
    assertEquals(expected, EXAMPLE.toText());
  }

  @Test
  void counts_areACopyWithARowPerTrueClass() {
    int[][] counts = EXAMPLE.counts();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(EXAMPLE.count(i, j), counts[i][j]);
      }
    }
    counts[0][0]++;
    assertEquals(counts[0][0] - 1, EXAMPLE.count(0, 0));
  }

  @Test
  void badArguments_areRejected() {
    assertRejects(() -> ConfusionMatrix.of(column(0), column(0, 1), ANIMALS), "predicted=1x1");
    assertRejects(() -> ConfusionMatrix.of(column(3), column(0), ANIMALS), "0 to 2, got 3.0");
    assertRejects(() -> ConfusionMatrix.of(column(0), column(-1), ANIMALS), "got -1.0 in row 0");
    assertRejects(() -> ConfusionMatrix.of(column(), column(), ANIMALS), "a row is required");
    assertRejects(() -> ConfusionMatrix.of(column(0), column(0), List.of()), "got none");
    DMatrixRMaj oneHot = new DMatrixRMaj(1, 3);
    assertRejects(() -> ConfusionMatrix.of(oneHot, oneHot, ANIMALS), "with predictedClasses");
    assertRejects(() -> EXAMPLE.count(3, 0), "0 to 2, got actual=3, predicted=0");
    assertRejects(() -> EXAMPLE.count(0, -1), "predicted=-1");
    assertRejects(() -> EXAMPLE.precision(3), "actual=3");
  }

  private static void assertRejects(Executable call, String part) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    assertTrue(message.contains(part), message);
  }
}
