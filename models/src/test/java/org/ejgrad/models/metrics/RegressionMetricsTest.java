// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class RegressionMetricsTest {
  private static final DMatrixRMaj ACTUAL = column(3, -0.5, 2, 7);
  private static final DMatrixRMaj PREDICTED = column(2.5, 0, 2, 8);

  private static final List<ToDoubleBiFunction<DMatrixRMaj, DMatrixRMaj>> ALL =
      List.of(
          RegressionMetrics::meanAbsoluteError,
          RegressionMetrics::meanSquaredError,
          RegressionMetrics::r2);

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values.length, 1, true, values);
  }

  @Test
  void handComputed() {
    assertEquals(0.5, RegressionMetrics.meanAbsoluteError(PREDICTED, ACTUAL));
    assertEquals(0.375, RegressionMetrics.meanSquaredError(PREDICTED, ACTUAL));
    // Residuals 1.5; the mean is 2.875, the squares around it sum to 29.1875.
    assertEquals(1 - 1.5 / 29.1875, RegressionMetrics.r2(PREDICTED, ACTUAL), 1e-15);
  }

  @Test
  void equalInputs_areExact() {
    DMatrixRMaj any = CounterRandom.of(3).normal(1001, 3, 1e8, 1e-3);
    assertEquals(0.0, RegressionMetrics.meanSquaredError(any, any.copy()));
    assertEquals(0.0, RegressionMetrics.meanAbsoluteError(any, any.copy()));
    assertEquals(1.0, RegressionMetrics.r2(any, any.copy()));
  }

  @Test
  void r2_predictingTheMean_isZero() {
    assertEquals(0.0, RegressionMetrics.r2(column(2, 2, 2), column(1, 2, 3)));
    assertEquals(-3.0, RegressionMetrics.r2(column(3, 2, 1), column(1, 2, 3)));
  }

  @Test
  void r2_severalColumns_isTheirMean() {
    DMatrixRMaj actual = new DMatrixRMaj(new double[][] {{1, 10}, {2, 20}, {3, 30}});
    DMatrixRMaj predicted = new DMatrixRMaj(new double[][] {{1, 20}, {2, 20}, {3, 20}});
    assertEquals(0.5, RegressionMetrics.r2(predicted, actual));
  }

  @Test
  void r2_constantTruth_isOneOrZero() {
    DMatrixRMaj tenths = column(0.1, 0.1, 0.1);
    assertEquals(1, RegressionMetrics.r2(tenths.copy(), tenths));
    assertEquals(0, RegressionMetrics.r2(column(0.1, 0.1, 0.2), tenths));
  }

  @Test
  void sums_ofManyTerms_areCompensated() {
    int n = 1_000_000;
    DMatrixRMaj zeros = new DMatrixRMaj(n, 1);
    DMatrixRMaj tenths = new DMatrixRMaj(n, 1);
    tenths.fill(0.1);
    // A plain sum of these is off by 1e-12 relative; the compensated one by a rounding.
    assertEquals(0.1, RegressionMetrics.meanAbsoluteError(tenths, zeros), 1e-16);
    assertEquals(0.1 * 0.1, RegressionMetrics.meanSquaredError(tenths, zeros), 1e-17);
  }

  @Test
  void compensatedSum_ofTenMillionTenths_andAroundAHugeTerm() {
    CompensatedSum tenths = new CompensatedSum();
    for (int i = 0; i < 10_000_000; i++) {
      tenths.add(0.1);
    }
    assertEquals(1e6, tenths.value(), 1e-9);
    CompensatedSum huge = new CompensatedSum();
    for (double term : new double[] {1, 1e100, 1, -1e100}) {
      huge.add(term);
    }
    assertEquals(2, huge.value());
  }

  @Test
  void nonFinite_comesThrough() {
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(infinity, RegressionMetrics.meanSquaredError(column(infinity, 1), column(0, 0)));
    assertEquals(Double.NEGATIVE_INFINITY, RegressionMetrics.r2(column(infinity, 1), column(0, 1)));
    for (var metric : ALL) {
      assertEquals(Double.NaN, metric.applyAsDouble(column(Double.NaN, 1), column(0, 1)));
      assertEquals(Double.NaN, metric.applyAsDouble(column(0, 1), column(Double.NaN, 1)));
    }
    assertEquals(Double.NaN, RegressionMetrics.r2(column(Double.NaN, 1), column(1, 1)));
  }

  @Test
  void shapes_thatDifferOrAreEmpty_areRejected() {
    for (var metric : ALL) {
      String message =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class,
                      () -> metric.applyAsDouble(new DMatrixRMaj(1, 4), ACTUAL))
                  .getMessage());
      assertTrue(message.contains("got predicted=1x4, actual=4x1"), message);
      assertThrows(
          IllegalArgumentException.class,
          () -> metric.applyAsDouble(new DMatrixRMaj(0, 1), new DMatrixRMaj(0, 1)));
    }
  }
}
