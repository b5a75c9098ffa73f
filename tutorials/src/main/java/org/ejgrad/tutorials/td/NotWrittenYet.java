// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

/** Thrown by the exercise as handed out, in the place of an answer. */
final class NotWrittenYet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotWrittenYet(int question) {
    super("question " + question + " is not written yet");
  }
}
