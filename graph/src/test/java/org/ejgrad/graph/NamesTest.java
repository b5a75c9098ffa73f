// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void printable_replacesWhatIsNotVisible() {
    assertEquals(
        "a?[31m?b?c?d?e??f", Names.printable("a\u001b[31m\nb\u202ec\u2028d\u0000e\u200f\ud800f"));
    assertEquals("a?b?c?d", Names.printable("a\u2029b\u0085c\uffffd"));
  }

  @Test
  void printable_lettersOfAnyScriptAndEmoji_stay() {
    String visible = "\u00e9 \u4e2d \u05d0 \ud83d\ude00 = <b>'\"\\";
    assertEquals(visible, Names.printable(visible));
  }

  @Test
  void shortened_longText_isCutBetweenCharacters() {
    String astral = "\ud83d\ude00";
    assertEquals(astral.repeat(60) + "...", Names.shortened(astral.repeat(70)));
    assertEquals("\u00e9".repeat(60), Names.shortened("\u00e9".repeat(60)));
    assertEquals("?".repeat(60) + "...", Names.shortened("\n".repeat(61)));
  }
}
