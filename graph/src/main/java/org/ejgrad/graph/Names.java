// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** Names as messages and printed graphs show them; they may come from the header of a file. */
final class Names {
  private Names() {}

  /**
   * The name with control characters, line breaks and invisible marks such as those that turn the
   * direction of writing replaced by '?', so that it can forge neither a line nor a colour.
   */
  static String printable(String name) {
    StringBuilder text = new StringBuilder(name.length());
    name.codePoints().forEach(c -> text.appendCodePoint(isVisible(c) ? c : '?'));
    return text.toString();
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
