// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejgrad.benchmarks.byhand.PlainImplementation;
import org.ejgrad.benchmarks.ours.EjgradImplementation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
  @ParameterizedTest
  @EnumSource(Workload.class)
  void start_doubleRow_hasOurs(Workload workload) {
    if (workload.precision() == Precision.DOUBLE) {
      assertTrue(workload.start(new EjgradImplementation()).isPresent());
    }
  }

  @Test
  void start_pureJavaRow_isForOursAlone() {
    assertTrue(Workload.CLASSIFIER.start(new PlainImplementation()).isPresent());
    assertTrue(Workload.CLASSIFIER_PURE_JAVA.start(new PlainImplementation()).isEmpty());
  }

  @Test
  void reference_ofFloatAndPureJava_isTheDoubleRow() {
    assertEquals(Workload.CLASSIFIER, Workload.CLASSIFIER_FLOAT.reference());
    assertEquals(Workload.CLASSIFIER, Workload.CLASSIFIER_PURE_JAVA.reference());
    assertEquals(Workload.TANH_EXP, Workload.TANH_EXP_FLOAT.reference());
  }
}
