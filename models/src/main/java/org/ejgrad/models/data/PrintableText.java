// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

/**
 * Makes text that came from a file fit for a terminal and a log: no line breaks, escape sequences,
 * text-direction marks or half surrogate pairs, so that a name cannot forge a line of output.
 */
final class PrintableText {
  private static final int LONGEST = 60;

  private PrintableText() {}

  /** The text with each unprintable character replaced by '?', cut to 60 characters. */
  static String of(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? whole(text)
        : whole(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "...";
  }

  /** The text with each unprintable character replaced by '?'. */
  static String whole(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(isPrintable(c) ? c : '?'));
    return clean.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
