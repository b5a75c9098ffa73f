// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Generators;
import org.ejgrad.models.data.Split;
import org.ejgrad.models.training.ModelSelection.Candidate;
import org.ejgrad.models.training.ModelSelection.Choice;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ModelSelectionTest {
  private final Split split = Split.of(Generators.linear(100, 2, 1, 1).data(), 0.6, 0.2, 0.2, 1);
  private final List<Integer> rowsFitted = new ArrayList<>();

  /** Predicts one number everywhere. */
  private Candidate constant(String name, double value) {
    return new Candidate(
        name,
        train -> {
          rowsFitted.add(train.size());
          return x -> {
            DMatrixRMaj y = new DMatrixRMaj(x.numRows, 1);
            y.fill(value);
            return y;
          };
        });
  }

  @Test
  void choose_takesTheBestOnValidation_refitsItOnMore_andJudgesOnTest() {
    Candidate far = constant("far", 1e6);
    Candidate near = constant("near", 0);
    Choice choice = ModelSelection.choose(List.of(far, near), split, Metric.MEAN_ABSOLUTE_ERROR);
    assertSame(near, choice.chosen());
    assertEquals(List.of(60, 60, 80), rowsFitted);
    Dataset test = split.test();
    double expected = 0;
    for (int i = 0; i < test.size(); i++) {
      expected += Math.abs(test.targets().get(i)) / test.size();
    }
    assertEquals(expected, choice.testScore(), 1e-9);
    String table = choice.table(List.of(far, near), Metric.MEAN_ABSOLUTE_ERROR);
    assertTrue(table.contains("* near") && table.contains("refitted near"), table);
  }

  @Test
  void choose_ofEquals_takesTheFirst() {
    Candidate a = constant("a", 1);
    assertSame(a, ModelSelection.choose(List.of(a, constant("b", 1)), split, Metric.R2).chosen());
  }

  @Test
  void choose_withoutCandidatesOrParts_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> ModelSelection.choose(List.of(), split, Metric.R2));
    Split noTest = Split.of(Generators.linear(50, 2, 1, 1).data(), 0.5, 0.5, 0, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> ModelSelection.choose(List.of(constant("a", 1)), noTest, Metric.R2));
  }

  @Test
  void isBetter_nanIsWorstEitherWay() {
    assertTrue(Metric.R2.isBetter(0, Double.NaN));
    assertTrue(!Metric.R2.isBetter(Double.NaN, 0));
    assertTrue(Metric.LOG_LOSS.isBetter(1, Double.NaN));
    assertTrue(Metric.LOG_LOSS.isBetter(1, 2));
  }
}
