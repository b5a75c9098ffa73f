// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StudySettingsTest {
  @Test
  void full_is162CellsInGridOrder() {
    List<CellKey> cells = StudySettings.full().cells();
    assertEquals(162, cells.size());
    assertEquals(new CellKey(100, HiddenLayers.of(4, 4, 4), 0.1, "gradient descent"), cells.get(0));
    assertEquals(new CellKey(100, HiddenLayers.of(4, 4, 4), 0.1, "momentum"), cells.get(1));
    assertEquals(
        new CellKey(100, HiddenLayers.of(4, 4, 4), 0.01, "gradient descent"), cells.get(6));
    assertEquals(
        new CellKey(100, HiddenLayers.of(8, 8, 8), 0.1, "gradient descent"), cells.get(18));
    assertEquals(new CellKey(10_000, HiddenLayers.of(16, 16, 16), 0.001, "Adam"), cells.get(161));
    assertEquals(3_000, StudySettings.full().iterations());
  }

  @Test
  void quick_is72CellsOf1000Iterations() {
    assertEquals(72, StudySettings.quick().cells().size());
    assertEquals(1_000, StudySettings.quick().iterations());
    assertEquals(0.01, StudySettings.quick().lossThreshold());
  }

  @Test
  void settings_badValue_namesItAndTheRule() {
    assertMessage("sizes must be at least 1, got [0]", () -> settings(List.of(0), 0.1, 1, 0.01));
    assertMessage(
        "sizes must hold at least one value and none twice, got [5, 5]",
        () -> settings(List.of(5, 5), 0.1, 1, 0.01));
    assertMessage("learningRates", () -> settings(List.of(5), -0.1, 1, 0.01));
    assertMessage("learningRates", () -> settings(List.of(5), Double.NaN, 1, 0.01));
    assertMessage("iterations must be at least 1, got 0", () -> settings(List.of(5), 0.1, 0, 1));
    assertMessage("lossThreshold", () -> settings(List.of(5), 0.1, 1, 0));
  }

  @Test
  void network_labelAndConnections() {
    assertEquals("4-4-4", HiddenLayers.of(4, 4, 4).label());
    assertEquals(2 * 4 + 4 * 4 + 4 * 4 + 4, HiddenLayers.of(4, 4, 4).connections());
    assertEquals("none", HiddenLayers.of().label());
    assertThrows(IllegalArgumentException.class, () -> HiddenLayers.of(4, 0));
  }

  @Test
  void key_text_namesTheCell() {
    assertEquals(
        "n=100, network 4-4, rate 0.001, Adam",
        new CellKey(100, HiddenLayers.of(4, 4), 0.001, "Adam").toString());
    assertEquals("1.0E-12", Numbers.rate(1e-12));
  }

  private static StudySettings settings(
      List<Integer> sizes, double rate, int iterations, double threshold) {
    return new StudySettings(
        sizes,
        List.of(HiddenLayers.of(4)),
        List.of(rate),
        List.of("Adam"),
        iterations,
        1,
        threshold);
  }

  private static void assertMessage(String part, Runnable action) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, action::run).getMessage());
    assertTrue(message.contains(part), message);
  }
}
