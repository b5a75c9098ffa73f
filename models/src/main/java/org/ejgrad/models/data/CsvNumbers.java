// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import java.util.Optional;
import org.ejgrad.graph.Names;

/**
 * Reads a cell as a number, by a grammar narrower than {@link Double#parseDouble}, which also takes
 * NaN, hexadecimal floats and type suffixes: {@code [+-] digits [. digits] [(e|E) [+-] digits]},
 * with digits on at least one side of the point, ASCII only, and a finite value.
 */
final class CsvNumbers {
  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");

  private CsvNumbers() {}

  /**
   * The rule that the cell breaks, or nothing; where nothing, the value is in {@code out[at]}.
   *
   * @param extended whether NaN, infinities and hexadecimal floats are numbers too
   * @param out Modified.
   */
  static Optional<String> parse(String cell, boolean extended, double[] out, int at) {
    String text = BLANK.trimFrom(cell);
    if (text.isEmpty()) {
      return Optional.of("a number is required, the cell is empty");
    }
    if (isDecimal(text)) {
      out[at] = Double.parseDouble(text);
      return extended || Double.isFinite(out[at])
          ? Optional.empty()
          : Optional.of("a number must be finite, got " + Names.shortened(text));
    }
    return extended && parseExtended(text, out, at)
        ? Optional.empty()
        : Optional.of("a number is required, got '" + Names.shortened(cell) + "'");
  }

  private static boolean parseExtended(String text, double[] out, int at) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String size = Ascii.toLowerCase(signed ? text.substring(1) : text);
    double sign = text.startsWith("-") ? -1.0 : 1.0;
    switch (size) {
      case "nan" -> out[at] = Double.NaN;
      case "inf", "infinity" -> out[at] = sign * Double.POSITIVE_INFINITY;
      default -> {
        if (!size.startsWith("0x") || size.endsWith("d") || size.endsWith("f")) {
          return parseHexWhole(size, sign, out, at);
        }
        try {
          out[at] = Double.parseDouble(text);
        } catch (NumberFormatException e) {
          return parseHexWhole(size, sign, out, at);
        }
      }
    }
    return true;
  }

  /** {@code 0x1f} without an exponent, which {@code parseDouble} refuses. */
  private static boolean parseHexWhole(String size, double sign, double[] out, int at) {
    if (!size.startsWith("0x") || size.length() < 3 || size.length() > 15) {
      return false;
    }
    long value = 0;
    for (int i = 2; i < size.length(); i++) {
      int digit = size.charAt(i) < 128 ? Character.digit(size.charAt(i), 16) : -1;
      if (digit < 0) {
        return false;
      }
      value = value << 4 | digit;
    }
    out[at] = sign * value;
    return true;
  }

  private static boolean isDecimal(String text) {
    int at = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    int whole = digits(text, at);
    at += whole;
    int fraction = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      fraction = digits(text, at + 1);
      at += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int exponent = digits(text, at);
      if (exponent == 0) {
        return false;
      }
      at += exponent;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }
}
