// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonFiniteTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "square('r') 3x1 produced Infinity at (0, 0)                        | square",
        "scale(2.0)('x') 1x1 produced NaN at (0, 0), at Fit.java:12         | scale(2.0)",
        "clip[0.0, 1.0](sum(..), 'f(x)') 2x2 produced -Infinity at (1, 0)   | clip[0.0, 1.0]",
        "times('a holds b', 'c') 1x1 produced NaN at (0, 0)                 | times",
        "random() 1x1 produced NaN at (0, 0)                                | random",
        "'x' 1x2 holds NaN at (0, 1)                                        | 'x'",
        "'house (old) price' 1x2 holds NaN at (0, 1)                        | 'house (old) price'",
        "sqrt(log(..))                                                      | sqrt",
      })
  void labelIn_findsWhatStandsBeforeTheOperands(String report, String label) {
    assertEquals(label, NonFinite.labelIn(report));
  }
}
