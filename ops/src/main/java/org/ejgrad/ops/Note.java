// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.jspecify.annotations.Nullable;

/**
 * Which method of {@link Expr} an op was made for, and where, for messages. All notes are equal, so
 * that ops that differ in nothing else are merged, and methods share a factor.
 */
final class Note {
  private final String method;

  /** Where the method was called, for ops of its reverse rule, whose own line is another. */
  private final String made;

  private Note(String method, String made) {
    this.method = method;
    this.made = made;
  }

  static Note of(String method) {
    return new Note(method, "");
  }

  /** For the reverse rule of this application. */
  Note of(Expr y) {
    String line = y.node().line().map(at -> " made at " + at).orElse("");
    return made.isEmpty() ? new Note(method, line) : this;
  }

  /** The method, and for reverse rules where it was called. */
  String text() {
    return method + made;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Note;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return text();
  }
}
