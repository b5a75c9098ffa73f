// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import static org.ejgrad.benchmarks.Contender.EJGRAD;
import static org.ejgrad.benchmarks.Contender.PLAIN;
import static org.ejgrad.benchmarks.Contender.PYTORCH;
import static org.ejgrad.benchmarks.Contender.SIMD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Measurements measurements = new Measurements();

  private void put(Workload workload, Contender contender, double perSecond, double bytes) {
    measurements.put(workload, contender, new Measurement(perSecond, bytes));
  }

  @Test
  void markdown_targetReached_isThisText() {
    put(Workload.CELL_10000, EJGRAD, 1_000, 0.2);
    put(Workload.CELL_10000, PLAIN, 84.25, 10);
    put(Workload.CELL_10000, SIMD, 400, 10);
    put(Workload.CELL_10000, PYTORCH, 2.5, 10);
    assertEquals(
        """
        - one line

        | steps per second | EJGrad | by hand, plain + EJML | by hand, SIMD + OpenBLAS | PyTorch \
        | EJGrad / plain | EJGrad / SIMD | EJGrad / best peer | EJGrad to reach | reached \
        | EJGrad, bytes per step |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        | study cell 2-16-16-16-1, n = 10,000 | 1,000 | 84.3 | 400 | 2.50 | 11.87x | 2.50x \
        | 400.00x | 2.50x of by hand, SIMD + OpenBLAS (then 325) | yes, 2.50x | 0 |
        """,
        Table.markdown(measurements, List.of("one line")));
  }

  @Test
  void markdown_targetMissed_saysNoAndByHowMuch() {
    put(Workload.ROSENBROCK, EJGRAD, 1_000_000, 0);
    put(Workload.ROSENBROCK, PLAIN, 100_000_000, 0);
    String table = Table.markdown(measurements, List.of());
    assertTrue(table.contains("| 0.023x of by hand, plain + EJML (then 87,000,000) |"), table);
    assertTrue(table.contains("| no, 0.010x |"), table);
  }

  @Test
  void markdown_byHandFarBelowItsFigure_isUnsure() {
    put(Workload.CELL_10000, EJGRAD, 50, 0);
    put(Workload.CELL_10000, SIMD, 13, 0);
    String table = Table.markdown(measurements, List.of());
    assertTrue(table.contains("| unsure, 3.85x, by hand at 4 % of then | 0 |"), table);
  }

  @Test
  void markdown_failure_isInItsCellAndBelow() {
    put(Workload.CELL_100, PLAIN, 10_000, 0);
    measurements.fail(Workload.CELL_100, EJGRAD, "wrong results");
    String table = Table.markdown(measurements, List.of());
    assertTrue(table.contains("| failed | 10,000 |"), table);
    assertTrue(table.endsWith("Failed: CELL_100 by EJGRAD: wrong results\n"), table);
  }

  @Test
  void markdown_floatRow_isComparedWithDouble() {
    put(Workload.CLASSIFIER, EJGRAD, 200, 0);
    put(Workload.CLASSIFIER_FLOAT, EJGRAD, 300, 0);
    String table = Table.markdown(measurements, List.of());
    assertTrue(table.contains("| 1.80x of EJGrad in double | no, 1.50x | 0 |"), table);
  }
}
