// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousePricesTutorialTest {
  @TempDir private static Path folder;
  private static Printed printed = Printed.by(out -> {});

  @BeforeAll
  static void run() {
    printed =
        Printed.by(
            out -> {
              try {
                HousePricesTutorial.run(300, folder, out);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Test
  void houses_areThoseOfTheFormula() throws IOException {
    assertEquals(SyntheticHouses.csv(), Files.readString(folder.resolve("houses.csv")));
  }

  @Test
  void run_networkIsChosen_forTheFormulaIsNotLinear() {
    double linear = printed.numbers("linear regression")[0];
    String chosen = printed.line("* ");
    assertTrue(chosen.startsWith("* network"), printed.text());
    assertTrue(printed.numbers("* network, 4 hidden")[0] < 0.7 * linear, printed.text());
  }

  @Test
  void run_newHouse_costsAboutWhatTheFormulaSays() {
    for (int city = 0; city < SyntheticHouses.CITIES.length; city++) {
      double price = SyntheticHouses.price(95, 4, 3.5, city);
      double predicted = printed.numbers("in " + SyntheticHouses.CITIES[city])[0];
      // Noise of 10 in 160 houses and a price of 230 to 470: within a tenth.
      assertEquals(price, predicted, 0.1 * price, SyntheticHouses.CITIES[city]);
    }
  }

  @Test
  void run_unknownCity_isAnErrorThatNamesTheKnownOnes() {
    assertEquals(
        "in Atlantis: encode: column 'city': a category must be one of"
            + " [Lyon, Lille, Nantes, Nice], got 'Atlantis'",
        printed.line("in Atlantis"));
  }
}
