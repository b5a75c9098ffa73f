// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongTrainingTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void millionSteps_in64MebibytesOfHeap_keepNothing() throws IOException, InterruptedException {
    List<String> settings = List.of("-Xmx64m", "-Dejgrad.threads=1");
    String[] said = ForkedJava.lastLine(settings, LongTraining.class).split(" ", -1);
    assertEquals(3, said.length, () -> String.join(" ", said));
    long early = Long.parseLong(said[0]);
    long late = Long.parseLong(said[1]);
    assertTrue(Math.abs(late - early) <= MEBIBYTE, () -> early + " bytes, later " + late);
    assertTrue(Double.isFinite(Double.parseDouble(said[2])), () -> said[2]);
  }
}
