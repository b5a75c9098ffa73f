// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

/**
 * One thing that is wrong, said to a student.
 *
 * @param mistake which kind
 * @param advice what is wrong and what to look at, in whole sentences
 */
record Finding(Mistake mistake, String advice) {
  /** Thrown where a question cannot be marked further. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Mistake mistake;
    private final String advice;

    Stop(Mistake mistake, String advice) {
      super(advice);
      this.mistake = mistake;
      this.advice = advice;
    }

    Finding finding() {
      return new Finding(mistake, advice);
    }
  }
}
