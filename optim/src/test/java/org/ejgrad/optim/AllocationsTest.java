// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The measure itself must see what a run allocates. */
final class AllocationsTest {
  @Test
  void inThousandRuns_ofAnArrayEach_seesThemAll() {
    AtomicReference<double[]> kept = new AtomicReference<>(new double[0]);
    long bytes = Allocations.inThousandRuns(() -> kept.set(new double[10]));
    assertTrue(bytes >= 1_000 * 80, () -> "saw " + bytes);
  }
}
