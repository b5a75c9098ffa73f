// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** A million steps; prints how many bytes are in use after the first ten thousand and after all. */
final class LongTraining {
  static final int EARLY = 10_000;
  static final int STEPS = 1_000_000;

  private LongTraining() {}

  /** Least of several looks: what the collector has not got to yet is not in use. */
  private static long bytesInUse() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int look = 0; look < 5; look++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  public static void main(String[] arguments) {
    DropoutTraining training = new DropoutTraining(30, 4, 4, 3);
    training.run(0, EARLY);
    long early = bytesInUse();
    double loss = training.run(EARLY, STEPS);
    new PrintStream(System.out, true, UTF_8).println(early + " " + bytesInUse() + " " + loss);
  }
}
