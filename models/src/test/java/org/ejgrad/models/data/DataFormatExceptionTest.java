// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DataFormatExceptionTest {
  private static final Path FILE = Path.of("houses.csv");

  @Test
  void atCell_tellsLineColumnAndName() {
    DataFormatException fault = DataFormatException.atCell(FILE, 3, 2, "area", "a rule, got b");
    assertEquals("houses.csv, line 3, column 2 'area': a rule, got b", fault.getMessage());
    assertEquals("houses.csv", fault.file());
    assertEquals(OptionalLong.of(3), fault.line());
    assertEquals(OptionalLong.of(2), fault.column());
    assertEquals(Optional.of("area"), fault.columnName());
    assertEquals(OptionalLong.empty(), fault.byteOffset());
  }

  @Test
  void atLine_hasNoColumn() {
    DataFormatException fault = DataFormatException.atLine(FILE, 3, "a rule");
    assertEquals("houses.csv, line 3: a rule", fault.getMessage());
    assertEquals(OptionalLong.of(3), fault.line());
    assertEquals(OptionalLong.empty(), fault.column());
    assertEquals(Optional.empty(), fault.columnName());
  }

  @Test
  void atByte_hasNoLine() {
    DataFormatException fault = DataFormatException.atByte(FILE, 0, "a rule");
    assertEquals("houses.csv, byte 0: a rule", fault.getMessage());
    assertEquals(OptionalLong.of(0), fault.byteOffset());
    assertEquals(OptionalLong.empty(), fault.line());
  }

  @Test
  void columnName_isFreeOfControlAndFormatCharacters() {
    String hostile = "a\u001b[31m\nb\u202ec\u2028d\u0000e\u200f\ud800f";
    DataFormatException fault = DataFormatException.atCell(FILE, 1, 1, hostile, "a rule");
    assertEquals(Optional.of("a?[31m?b?c?d?e??f"), fault.columnName());
    assertTrue(String.valueOf(fault.getMessage()).contains("'a?[31m?b?c?d?e??f'"));
  }

  @Test
  void fileName_isFreeOfControlCharacters() {
    DataFormatException fault = DataFormatException.atByte(Path.of("a\nb"), 1, "a rule");
    assertFalse(String.valueOf(fault.getMessage()).contains("\n"));
    assertEquals("a?b", fault.file());
  }
}
