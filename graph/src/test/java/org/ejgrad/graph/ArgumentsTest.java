// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void check_ofWhatHolds_passes() {
    assertDoesNotThrow(() -> Arguments.check(true, "never: %s", 1));
  }

  @Test
  void check_ofWhatDoesNotHold_saysValuesAndLine() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Arguments.check(false, "op: n must be >= %s, got %s", 0, -1));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.matches("op: n must be >= 0, got -1, at .+\\(.+:\\d+\\)"), message);
  }

  @Test
  void refused_withASentence_saysTheLineInANewOne() {
    String message = String.valueOf(Arguments.refused("op: no, got 1. Use 2.").getMessage());
    assertTrue(message.matches("op: no, got 1[.] Use 2[.] At .+\\(.+:\\d+\\)"), message);
  }
}
