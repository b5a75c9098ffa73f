// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Assertions about what bad arguments are told. */
final class Refusals {
  private Refusals() {}

  /** An {@link IllegalArgumentException} whose message has this part. */
  static void assertRefused(String part, Executable executable) {
    assertSays(part, assertThrows(IllegalArgumentException.class, executable));
  }

  /** A message that has this part. */
  static void assertSays(String part, Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains(part), message);
  }
}
