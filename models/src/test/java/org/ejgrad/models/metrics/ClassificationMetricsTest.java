// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ClassificationMetricsTest {
  private static final DMatrixRMaj THREE =
      new DMatrixRMaj(new double[][] {{0.7, 0.2, 0.1}, {0.1, 0.1, 0.8}, {0.25, 0.5, 0.25}});

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values.length, 1, true, values);
  }

  private static void assertRejects(Executable call, String part) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    assertTrue(message.contains(part), message);
  }

  @Test
  void predictedClasses_takesTheGreatestOrTheFirstOfEquals() {
    assertArrayEquals(new double[] {0, 2, 1}, ClassificationMetrics.predictedClasses(THREE).data);
    DMatrixRMaj ties = new DMatrixRMaj(new double[][] {{0.5, 0.5}, {-3, -2}});
    assertArrayEquals(new double[] {0, 1}, ClassificationMetrics.predictedClasses(ties).data);
  }

  @Test
  void predictedClasses_ofOneColumn_isOneFromAHalfOn() {
    DMatrixRMaj one = column(0.5, 0.4999999, 1, 0);
    assertArrayEquals(new double[] {1, 0, 1, 0}, ClassificationMetrics.predictedClasses(one).data);
  }

  @Test
  void predictedClasses_nan_isRejected() {
    DMatrixRMaj bad = new DMatrixRMaj(new double[][] {{0.5, 0.5}, {0.1, Double.NaN}});
    assertRejects(() -> ClassificationMetrics.predictedClasses(bad), "got NaN in row 1, column 1");
    assertRejects(() -> ClassificationMetrics.predictedClasses(new DMatrixRMaj(2, 0)), "got 2x0");
  }

  @Test
  void accuracy_isTheShareOfEquals() {
    assertEquals(0.75, ClassificationMetrics.accuracy(column(0, 1, 2, 2), column(0, 1, 2, 0)));
  }

  @Test
  void accuracy_badArguments_areRejected() {
    assertRejects(
        () -> ClassificationMetrics.accuracy(column(0, 1), column(0)), "predicted=2x1, actual=1x1");
    assertRejects(() -> ClassificationMetrics.accuracy(THREE, THREE), "n x 1 indices, got 3x3");
    assertRejects(() -> ClassificationMetrics.accuracy(column(), column()), "a row is required");
    assertRejects(
        () -> ClassificationMetrics.accuracy(column(0, 0.5), column(0, 1)), "got 0.5 in row 1");
    assertRejects(
        () -> ClassificationMetrics.accuracy(column(0), column(Double.NaN)), "got NaN in row 0");
  }

  @Test
  void logLoss_handComputed() {
    double three = -(Math.log(0.7) + Math.log(0.8) + Math.log(0.5)) / 3;
    assertEquals(three, ClassificationMetrics.logLoss(THREE, column(0, 2, 1)), 1e-15);
    double two = -(Math.log(0.9) + Math.log(0.6)) / 2;
    assertEquals(two, ClassificationMetrics.logLoss(column(0.9, 0.4), column(1, 0)), 1e-15);
    DMatrixRMaj both = new DMatrixRMaj(new double[][] {{0.1, 0.9}, {0.6, 0.4}});
    assertEquals(two, ClassificationMetrics.logLoss(both, column(1, 0)), 1e-15);
  }

  @Test
  void logLoss_certainty_isClippedAsDocumented() {
    double worst = 52 * Math.log(2);
    assertEquals(36.04365338911715, worst, 1e-14);
    assertEquals(worst, ClassificationMetrics.logLoss(column(0), column(1)), 1e-14);
    assertEquals(worst, ClassificationMetrics.logLoss(column(1), column(0)), 1e-14);
    assertEquals(0x1.0p-52, ClassificationMetrics.logLoss(column(1), column(1)), 1e-30);
    DMatrixRMaj sure = new DMatrixRMaj(1, 3, true, 0, 1, 0);
    assertEquals(worst, ClassificationMetrics.logLoss(sure, column(2)), 1e-14);
  }

  @Test
  void logLoss_badArguments_areRejected() {
    assertRejects(
        () -> ClassificationMetrics.logLoss(THREE, column(0, 1)), "probabilities=3x3, actual=2x1");
    assertRejects(
        () -> ClassificationMetrics.logLoss(THREE, column(0, 1, 3)),
        "from 0 to 2, got 3.0 in row 2");
    assertRejects(() -> ClassificationMetrics.logLoss(column(0.5), column(2)), "from 0 to 1");
    assertRejects(() -> ClassificationMetrics.logLoss(THREE, THREE), "n x 1 indices");
    assertRejects(() -> ClassificationMetrics.logLoss(column(), column()), "at least one");
    for (double bad : new double[] {-1e-9, 1.1, Double.NaN}) {
      assertRejects(
          () -> ClassificationMetrics.logLoss(column(0.5, bad), column(0, 1)),
          "from 0 to 1, got " + bad + " in row 1, column 0");
    }
    DMatrixRMaj short2 = new DMatrixRMaj(1, 2, true, 0.5, 0.4);
    assertRejects(
        () -> ClassificationMetrics.logLoss(short2, column(0)), "must sum to 1, got 0.9 in row 0");
  }
}
