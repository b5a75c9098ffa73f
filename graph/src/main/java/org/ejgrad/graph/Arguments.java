// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.base.Strings;

/** Checks of arguments whose messages end with the user's line, as those of shapes do. */
public final class Arguments {
  private Arguments() {}

  /**
   * Refuses what does not hold.
   *
   * @param template the message, with %s for each value
   * @throws IllegalArgumentException with the message and the user's line, if it does not hold
   */
  public static void check(boolean holds, String template, Object... values) {
    if (!holds) {
      throw refused(Strings.lenientFormat(template, values));
    }
  }

  /**
   * The same, to be thrown: {@code message, at Fit.main(Fit.java:12)}, or {@code Sentence. At
   * Fit.main(Fit.java:12)}.
   */
  public static IllegalArgumentException refused(String message) {
    return new IllegalArgumentException(UserLine.after(message, UserLine.find()));
  }
}
