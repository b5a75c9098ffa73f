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

  /** Whether already the reverse rule of the method needs the op, and its own only the second. */
  private final boolean ofRule;

  private Note(String method, String made, boolean ofRule) {
    this.method = method;
    this.made = made;
    this.ofRule = ofRule;
  }

  static Note of(String method) {
    return new Note(method, "", false);
  }

  /** For the reverse rule of this application. */
  Note of(Expr y) {
    String line = y.node().line().map(at -> " made at " + at).orElse("");
    return made.isEmpty() ? new Note(method, line, ofRule) : this;
  }

  /** For an op in the reverse rule of this application, whose own rule may refuse. */
  Note inRuleOf(Expr y) {
    Note note = of(y);
    return new Note(method, note.made, true);
  }

  /** Whether a reverse rule of the op belongs to a second derivative of the method. */
  boolean ofRule() {
    return ofRule;
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
