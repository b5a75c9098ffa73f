// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.models.training.History.Epoch;
import org.ejgrad.models.training.History.Score;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static Epoch epoch(int number, Score training, Optional<Score> validation) {
    return new Epoch(number, 1.5 / number, training, validation, 0.1);
  }

  /** The training figures improve throughout; the validation figures are given. */
  private static History validated(Metric metric, Score... validation) {
    List<Epoch> epochs = new ArrayList<>();
    for (int k = 0; k < validation.length; k++) {
      Score training = new Score(0.5 / (k + 1), metric.largerIsBetter() ? k : -k);
      epochs.add(epoch(k + 1, training, Optional.of(validation[k])));
    }
    return new History(metric.name(), epochs, 10, "done");
  }

  private static History trainingOnly(Metric metric, double... values) {
    List<Epoch> epochs = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      epochs.add(epoch(k + 1, new Score(values[k], values[k]), Optional.empty()));
    }
    return new History(metric.name(), epochs, 10, "done");
  }

  @Test
  void table_withValidation_namesItsMetricAndAligns() {
    History history =
        validated(Metric.ACCURACY, new Score(0.25, 0.5), new Score(12345.678, 0.9985));
    assertEquals(
        """
        epoch  mean loss  train loss   accuracy  validation loss  validation accuracy
            1    1.50000     0.50000     0.0000          0.25000               0.5000
            2    0.75000     0.25000     1.0000         1.23e+04               0.9985
        stopped: done
        """,
        history.table());
  }

  @Test
  void table_withoutValidation_hasNoColumnsForIt() {
    assertEquals(
        """
        epoch  mean loss  train loss         R2
            1    1.50000     0.75000     0.7500
        stopped: done
        """,
        trainingOnly(Metric.R2, 0.75).table());
  }

  @Test
  void table_longestMetricOfOurs_fits100Columns() {
    String table = validated(Metric.MEAN_ABSOLUTE_ERROR, new Score(1e300, -1e300)).table();
    assertTrue(table.contains("validation mean absolute error"), table);
    assertTrue(table.lines().allMatch(line -> line.length() <= 100), table);
    assertEquals(table.indexOf('\n'), table.lines().skip(1).findFirst().orElseThrow().length());
  }

  @Test
  void bestBy_largerIsBetter_isTheFirstOfTheLargestOnValidationData() {
    Score middle = new Score(0.1, 0.8);
    History history =
        validated(Metric.ACCURACY, new Score(0.3, Double.NaN), middle, new Score(0.2, 0.8));
    assertEquals(2, history.bestBy(Metric.ACCURACY).number());
  }

  @Test
  void bestBy_smallerIsBetter_isTheSmallest() {
    Metric metric = Metric.MEAN_ABSOLUTE_ERROR;
    History history = validated(metric, new Score(1, 3), new Score(1, 2), new Score(1, 4));
    assertEquals(2, history.bestBy(metric).number());
  }

  @Test
  void best_withoutValidation_looksAtTrainingData() {
    assertEquals(3, trainingOnly(Metric.ACCURACY, 1, 0.5, 2).bestBy(Metric.ACCURACY).number());
    assertEquals(2, trainingOnly(Metric.ACCURACY, 1, 0.5, 2).bestByLoss().number());
  }

  @Test
  void bestBy_anotherMetric_isRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> trainingOnly(Metric.ACCURACY, 1).bestBy(Metric.R2));
    assertEquals(
        "bestBy: the history holds 'accuracy', got 'R2'. Give the trainer the metric.",
        refused.getMessage());
  }

  @Test
  void bestByLoss_isTheSmallestOnValidationData_whateverTheMetricSays() {
    History history =
        validated(Metric.ACCURACY, new Score(0.3, 0.7), new Score(0.1, 0.8), new Score(0.2, 0.9));
    assertEquals(2, history.bestByLoss().number());
  }
}
