// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.List;

/**
 * Paragraphs, such as conclusions.
 *
 * @param title the heading, or empty
 * @param paragraphs shown one below the other
 */
public record TextPanel(String title, List<String> paragraphs) implements Panel {
  /** Copies the list. */
  public TextPanel {
    paragraphs = List.copyOf(paragraphs);
  }

  /** Returns paragraphs under a heading. */
  public static TextPanel of(String title, String... paragraphs) {
    return new TextPanel(title, List.of(paragraphs));
  }
}
