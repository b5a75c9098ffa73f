// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.Locale;

/** Markdown that grows. */
final class PageText {
  private final StringBuilder text = new StringBuilder();

  void line(String line) {
    text.append(line).append('\n');
  }

  void table(String... heads) {
    row(heads);
    text.append("| --- ".repeat(heads.length)).append("|\n");
  }

  void row(String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    text.append('\n');
  }

  /** An item with formulas below it. */
  void formulas(String item, List<String> lines) {
    line("- " + item);
    line("\n  ```");
    lines.forEach(formula -> line("  " + formula));
    line("  ```\n");
  }

  /** A link to a heading of this page, made as GitHub makes it from the heading's letters. */
  static String link(String label, String heading) {
    String anchor =
        heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").strip().replace(' ', '-');
    return "[" + label + "](#" + anchor + ")";
  }

  @Override
  public String toString() {
    return text.toString().replaceAll("\n{3,}", "\n\n");
  }
}
