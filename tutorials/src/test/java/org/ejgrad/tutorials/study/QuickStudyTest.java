// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ejgrad.tutorials.report.Browser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The quick grid, trained for real: what the command of the README does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuickStudyTest {
  @TempDir static Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private StudyResult study;

  @BeforeAll
  void run() throws IOException {
    CellTraining training = new CellTraining();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        new StudyCommand(training, training, stream, stream)
            .run("--quick", "--threads", "3", "--output", folder.toString());
    assertEquals(0, status, out.toString(StandardCharsets.UTF_8));
    study = StudyJson.read(folder.resolve("study.json"));
  }

  @Test
  void settings_areTheQuickGrid() {
    assertEquals(StudySettings.quick(), study.settings());
    assertEquals(72, study.cells().size());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("n = 1,000, network 8-8-8"));
  }

  /** Cells trained side by side must be those trained one after another. */
  @Test
  void cells_trainedAgainAlone_haveTheSameBits() {
    CellTraining training = new CellTraining();
    List<CellKey> keys = study.settings().cells();
    for (int i = 0; i < keys.size(); i += 5) {
      CellResult alone = training.run(keys.get(i), study.settings());
      CellResult saved = study.cells().get(i);
      assertEquals(alone.loss(), saved.loss(), keys.get(i).toString());
      assertEquals(alone.accuracy(), saved.accuracy());
      assertEquals(alone.parameters(), saved.parameters());
      assertEquals(alone.boundary(), saved.boundary());
    }
  }

  /** Optimizers of one cell start from the same weights, so their first losses are equal. */
  @Test
  void optimizersAndRates_startAlike() {
    for (int size = 0; size < 2; size++) {
      for (int network = 0; network < 2; network++) {
        double first = study.cell(size, network, 0, 0).loss().at(0);
        for (int rate = 0; rate < 3; rate++) {
          for (int optimizer = 0; optimizer < 6; optimizer++) {
            assertEquals(first, study.cell(size, network, rate, optimizer).loss().at(0));
          }
        }
      }
    }
  }

  @Test
  void adam_atItsBestRate_separatesTheCircles_whereGradientDescentDoesNot() {
    List<String> optimizers = study.settings().optimizers();
    for (int size = 0; size < 2; size++) {
      for (int network = 0; network < 2; network++) {
        CellResult adam = study.cell(size, network, 0, optimizers.indexOf("Adam"));
        assertEquals(CellStatus.REACHED, adam.status(), adam.key().toString());
        assertEquals(1.0, adam.accuracy().at(999));
        CellResult descent = study.cell(size, network, 0, optimizers.indexOf("gradient descent"));
        assertEquals(CellStatus.NOT_REACHED, descent.status(), descent.key().toString());
      }
    }
  }

  @Test
  void cell_thatDiverges_isRecordedWithStepAndOp() {
    CellKey wild = new CellKey(100, HiddenLayers.of(4, 4, 4), 1e308, "momentum");
    CellResult result = new CellTraining().run(wild, study.settings());
    Divergence divergence = result.divergence().orElseThrow();
    assertEquals(CellStatus.DIVERGED, result.status());
    assertTrue(divergence.step() < 1000 && divergence.operation().contains("produced"));
    assertTrue(result.loss().isFinite());
  }

  @Test
  void page_plotsWhatTheFileHolds() throws IOException {
    Path html = folder.resolve("study.html");
    assertTrue(Files.size(html) < 10_000_000);
    try (Browser browser = Browser.start(folder.resolve("profile"))) {
      browser.open(html, "");
      new StudyPage(browser).assertPlotsEveryCellOf(study);
      assertEquals(List.of(), browser.console());
    }
  }
}
