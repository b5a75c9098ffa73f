// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.math.BigDecimal;
import java.util.Locale;

/** How tables and sentences write numbers. */
final class Wording {
  private Wording() {}

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A loss or a curvature in at most 9 characters. */
  static String number(double value) {
    if (!(Math.abs(value) < 1e6)) {
      return text("%.2e", value);
    }
    return text(value < 10 ? "%.4f" : value < 1e3 ? "%.1f" : "%,.0f", value);
  }

  /** A rate without an exponent: 0.0001. */
  static String rate(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }

  static String percent(double share) {
    return text(share < 0.1 ? "%.2f %%" : "%,.0f %%", 100 * share);
  }
}
