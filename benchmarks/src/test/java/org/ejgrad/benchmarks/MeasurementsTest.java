// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import static org.ejgrad.benchmarks.Contender.EJGRAD;
import static org.ejgrad.benchmarks.Contender.PLAIN;
import static org.ejgrad.benchmarks.Contender.PYTORCH;
import static org.ejgrad.benchmarks.Contender.SIMD;
import static org.ejgrad.benchmarks.Contender.TENSORFLOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private final Measurements measurements = new Measurements();

  private void put(Workload workload, Contender contender, double perSecond) {
    measurements.put(workload, contender, new Measurement(perSecond, 0));
  }

  @Test
  void ratio_bothMeasured_isOursOverTheirs() {
    put(Workload.CELL_100, EJGRAD, 30);
    put(Workload.CELL_100, PLAIN, 20);
    assertEquals(OptionalDouble.of(1.5), measurements.ratio(Workload.CELL_100, PLAIN));
  }

  @Test
  void ratio_oneMissing_isEmpty() {
    put(Workload.CELL_100, EJGRAD, 30);
    assertTrue(measurements.ratio(Workload.CELL_100, SIMD).isEmpty());
  }

  @Test
  void ratioToBestPeer_twoPeers_isToTheFaster() {
    put(Workload.CELL_100, EJGRAD, 30);
    put(Workload.CELL_100, PLAIN, 60);
    put(Workload.CELL_100, PYTORCH, 10);
    put(Workload.CELL_100, TENSORFLOW, 15);
    assertEquals(OptionalDouble.of(2), measurements.ratioToBestPeer(Workload.CELL_100));
  }

  @Test
  void ratioToTarget_floatRow_isToOursInDouble() {
    put(Workload.CLASSIFIER, EJGRAD, 100);
    put(Workload.CLASSIFIER_FLOAT, EJGRAD, 180);
    assertEquals(OptionalDouble.of(1.8), measurements.ratioToTarget(Workload.CLASSIFIER_FLOAT));
  }

  @Test
  void ratioToTarget_pureJavaRow_isToTheFullRowByHand() {
    put(Workload.CLASSIFIER, PLAIN, 13);
    put(Workload.CLASSIFIER_PURE_JAVA, EJGRAD, 130);
    assertEquals(OptionalDouble.of(10), measurements.ratioToTarget(Workload.CLASSIFIER_PURE_JAVA));
  }
}
