// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.math.BigDecimal;
import java.util.Locale;

/** How the study writes numbers for people. */
final class Numbers {
  private Numbers() {}

  /** Returns a learning rate without an exponent where that is short: 0.001, not 1.0E-3. */
  static String rate(double rate) {
    String plain = BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    return plain.length() <= 8 ? plain : Double.toString(rate);
  }

  /** Returns a loss in at most 8 characters. */
  static String loss(double loss) {
    boolean plain = loss == 0 || (Math.abs(loss) >= 1e-3 && Math.abs(loss) < 1e3);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.2e", loss);
  }

  /** Returns a count with thousands set apart: 10,000. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
