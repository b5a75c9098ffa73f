// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumbersTest {
  private final double[] out = {-99};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+7",
        "12.5",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1.e+2",
        " 4 ",
        "\t4",
        "007",
        "1.510000000000000000e+02",
        "1e-400",
        "179769313486231570000e288"
      })
  void parse_decimals_agreeWithTheJdk(String cell) {
    assertEquals(Optional.empty(), CsvNumbers.parse(cell, false, out, 0));
    assertEquals(Double.parseDouble(cell), out[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1d",
        "1f",
        "1.2.3",
        "1e",
        "1e+",
        "e5",
        ".",
        "+",
        "-",
        "--1",
        "+-1",
        "1,5",
        "1 000",
        "1_000",
        "0x10",
        "0x1p3",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "-Infinity",
        "\u0661",
        "\uff11",
        "1\u00a0",
        "1\u0000",
        "\u20121",
        "1e5.0",
        "$1",
        "1%",
        "'1",
        "1e1e1"
      })
  void parse_anythingElse_isRefusedAndWritesNothing(String cell) {
    Optional<String> problem = CsvNumbers.parse(cell, false, out, 0);
    assertTrue(problem.orElse("").startsWith("a number is required, got '"), problem::toString);
    assertEquals(-99, out[0]);
  }

  @Test
  void parse_blank_isCalledEmpty() {
    for (String blank : new String[] {"", " ", "\t "}) {
      Optional<String> problem = CsvNumbers.parse(blank, true, out, 0);
      assertEquals(Optional.of("a number is required, the cell is empty"), problem);
    }
  }

  @Test
  void parse_overflow_isNotFinite() {
    assertEquals(
        Optional.of("a number must be finite, got -1e999"),
        CsvNumbers.parse("-1e999", false, out, 0));
    assertEquals(Optional.empty(), CsvNumbers.parse("-1e999", true, out, 0));
    assertEquals(Double.NEGATIVE_INFINITY, out[0]);
  }

  @Test
  void parse_extended_takesNamesAndHex() {
    assertExtended(Double.NaN, "NaN", "nan", "-nan");
    assertExtended(Double.POSITIVE_INFINITY, "inf", "+Inf", "Infinity", "INFINITY");
    assertExtended(Double.NEGATIVE_INFINITY, "-inf", "-Infinity");
    assertExtended(31, "0x1f", "0X1F", "0x1.fp4", " 0x1f ");
    assertExtended(-0.125, "-0x1p-3");
    assertExtended(2.5, "2.5");
  }

  private void assertExtended(double expected, String... cells) {
    for (String cell : cells) {
      assertEquals(Optional.empty(), CsvNumbers.parse(cell, true, out, 0), cell);
      assertEquals(expected, out[0], cell);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "0x", "0xg", "0x1p", "1d", "infinit", "--inf", "0x12345678901234567"})
  void parse_extended_stillRefuses(String cell) {
    assertTrue(CsvNumbers.parse(cell, true, out, 0).isPresent());
    assertEquals(-99, out[0]);
  }
}
