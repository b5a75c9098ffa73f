// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.List;
import java.util.Locale;

/**
 * A table of texts; cells that read as numbers are set to the right.
 *
 * @param title the heading
 * @param note one sentence below the heading, or empty
 * @param header one title per column
 * @param rows as many cells each as there are columns
 */
public record TablePanel(String title, String note, List<String> header, List<List<String>> rows)
    implements Panel {
  /** Checks that every row has one cell per column. */
  public TablePanel {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (int r = 0; r < rows.size(); r++) {
      if (rows.get(r).size() != header.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "table: every row must have one cell per column, got row %d with %d of %d",
                r,
                rows.get(r).size(),
                header.size()));
      }
    }
  }
}
