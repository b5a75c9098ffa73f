// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Same seed, same bits: mini-batches, dropout and Adam for five epochs. */
class DeterminismTest {
  private static final int RUNS = 100;

  /** Five epochs of ten batches. */
  private static DropoutTraining fiftySteps(long seed) {
    return new DropoutTraining(315, 32, 8, seed);
  }

  private static String hashOfAll(DropoutTraining training) {
    training.run(0, training.allSteps());
    return training.hash();
  }

  @Test
  void training_repeated_givesTheSameBits() {
    String first = hashOfAll(DropoutTraining.wide());
    for (int run = 1; run < RUNS; run++) {
      assertEquals(first, hashOfAll(DropoutTraining.wide()), "run " + run);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 16})
  void training_onAnyNumberOfThreads_givesTheSameBits(int threads)
      throws IOException, InterruptedException {
    List<String> settings = List.of("-Xmx256m", "-Dejgrad.threads=" + threads);
    assertEquals(
        threads + " " + hashOfAll(DropoutTraining.wide()),
        ForkedJava.lastLine(settings, DropoutTraining.class));
  }

  @Test
  void training_learns_andAnotherSeedGivesOtherBits() {
    DropoutTraining training = fiftySteps(3);
    double before = training.run(0, 1);
    double after = training.run(1, training.allSteps());
    assertTrue(after < 0.8 * before, () -> before + " -> " + after);
    assertNotEquals(training.hash(), hashOfAll(fiftySteps(4)));
  }

  @Test
  void training_stoppedAtAnyPoint_goesOnToTheSameBits() {
    DropoutTraining uninterrupted = fiftySteps(3);
    assertEquals(50, uninterrupted.allSteps());
    String expected = hashOfAll(uninterrupted);
    for (int stop = 0; stop < 50; stop++) {
      DropoutTraining first = fiftySteps(3);
      first.run(0, stop);
      Map<String, DMatrixRMaj> saved = first.state();
      // Other first weights: what is not set would show.
      DropoutTraining second = fiftySteps(4);
      second.set(saved);
      second.run(stop, 50);
      assertEquals(expected, second.hash(), "stopped after " + stop + " steps");
    }
  }
}
