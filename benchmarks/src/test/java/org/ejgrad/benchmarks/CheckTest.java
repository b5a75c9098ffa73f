// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejgrad.benchmarks.byhand.PlainImplementation;
import org.ejgrad.benchmarks.ours.EjgradImplementation;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {
  /** A run whose only result is this row. */
  private static Run row(double... values) {
    return new Run() {
      @Override
      public void step() {}

      @Override
      public List<DMatrixRMaj> results() {
        return List.of(new DMatrixRMaj(1, values.length, true, values));
      }
    };
  }

  private static void compare(Run run, Run reference) {
    Check.sameResults("test", run, reference, 1e-9);
  }

  private static Run small(Workload workload, Implementation implementation) {
    return workload.problem().small().start(implementation, Precision.DOUBLE).orElseThrow().get();
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void sameResults_oursAndByHand_agree(Workload workload) {
    Run ours = small(workload, new EjgradImplementation());
    Run byHand = small(workload, new PlainImplementation());
    assertDoesNotThrow(
        () -> Check.sameResults(workload.name(), ours, byHand, Precision.DOUBLE.tolerance()));
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void sameResults_plantedWrongGradient_fails(Workload workload) {
    Run byHand = small(workload, new PlainImplementation());
    Run ours = small(workload, new EjgradImplementation());
    Run wrong =
        new Run() {
          @Override
          public void step() {
            ours.step();
          }

          @Override
          public List<DMatrixRMaj> results() {
            List<DMatrixRMaj> results = ours.results().stream().map(DMatrixRMaj::copy).toList();
            DMatrixRMaj last = results.get(results.size() - 1);
            double largest = 0;
            for (double value : last.data) {
              largest = Math.max(largest, Math.abs(value));
            }
            last.data[last.data.length - 1] += 1e-8 * largest;
            return results;
          }
        };
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Check.sameResults(workload.name(), wrong, byHand, Precision.DOUBLE.tolerance()));
    assertTrue(String.valueOf(e.getMessage()).startsWith(workload.name()), e::toString);
  }

  @Test
  void sameResults_differenceAtTheTolerance_passes() {
    assertDoesNotThrow(() -> compare(row(2, 0), row(2, 1.9e-9)));
  }

  @Test
  void sameResults_notANumber_fails() {
    assertThrows(IllegalStateException.class, () -> compare(row(1, Double.NaN), row(1, 1)));
  }

  @Test
  void sameResults_otherShape_namesBoth() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> compare(row(1, 2), row(1)));
    assertEquals("test, matrix 0: the shape must be 1x1, got 1x2.", e.getMessage());
  }

  @Test
  void sameResults_noSteps_areNotEnough() {
    int[] steps = new int[1];
    Run counting =
        new Run() {
          @Override
          public void step() {
            steps[0]++;
          }

          @Override
          public List<DMatrixRMaj> results() {
            return List.of();
          }
        };
    compare(counting, counting);
    assertEquals(2 * Check.STEPS, steps[0]);
  }
}
