// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * Names and other text as messages, tables and printed graphs show them. They may come from a file,
 * the header of a table or a saved model, and must not forge a line or colour of a terminal or log.
 */
public final class Names {
  private static final int LONGEST = 60;

  private Names() {}

  /**
   * The name with control characters, line breaks, half surrogate pairs and invisible marks such as
   * those that turn the direction of writing replaced by '?', each by one.
   */
  public static String printable(String name) {
    StringBuilder text = new StringBuilder(name.length());
    name.codePoints().forEach(c -> text.appendCodePoint(isVisible(c) ? c : '?'));
    return text.toString();
  }

  /** The same in quotation marks, as messages name values: {@code 'x'}. */
  static String quoted(String name) {
    return "'" + printable(name) + "'";
  }

  /** A printable name, cut to 60 characters where it is longer and then ended by "...". */
  public static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST
        ? printable(name)
        : printable(name.substring(0, name.offsetByCodePoints(0, LONGEST))) + "...";
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
