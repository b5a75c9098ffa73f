// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Optional;

/**
 * Finds the line of the user's code that led here: the nearest frame outside the library's own
 * packages and the JDK's. Walking costs about a microsecond, so it happens when throwing, and ahead
 * only for ops that may fail when run, or for every node if the system property {@code
 * ejgrad.lines} is {@code true}.
 */
final class UserLine {
  /** Whether every node notes its line, read once. */
  static final boolean ALWAYS = Boolean.getBoolean("ejgrad.lines");

  private static final List<String> NOT_THE_USERS =
      List.of(
          "org.ejgrad.graph.",
          "org.ejgrad.ops.",
          "org.ejgrad.optim.",
          "org.ejgrad.models.",
          "com.google.common.",
          "java.",
          "javax.",
          "jdk.",
          "sun.");

  private UserLine() {}

  static Optional<String> find() {
    return StackWalker.getInstance()
        .walk(frames -> frames.filter(UserLine::isUsers).findFirst().map(UserLine::text));
  }

  /**
   * A message and where it happened: {@code what: rule, got values, at line} or {@code What. At
   * line}.
   */
  static String after(String message, Optional<String> line) {
    return line.map(at -> message + (message.endsWith(".") ? " At " : ", at ") + at)
        .orElse(message);
  }

  private static boolean isUsers(StackFrame frame) {
    return NOT_THE_USERS.stream().noneMatch(frame.getClassName()::startsWith);
  }

  private static String text(StackFrame frame) {
    String className = frame.getClassName();
    String simple = className.substring(className.lastIndexOf('.') + 1);
    return simple
        + "."
        + frame.getMethodName()
        + "("
        + frame.getFileName()
        + ":"
        + frame.getLineNumber()
        + ")";
  }
}
