// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.ejgrad.tutorials.report.Browser;
import org.ejgrad.tutorials.report.HostileStrings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Opens study.html from disk and compares what it draws with what study.json holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudyPageBrowserTest {
  @TempDir static Path folder;
  private Browser browser;
  private StudyPage study;
  private Path page;
  private StudyResult saved;

  @BeforeAll
  void start() throws IOException {
    StudyResult synthetic = SyntheticRunner.study(SyntheticRunner.small());
    page = folder.resolve("study.html");
    StudyHtml.write(synthetic, page);
    StudyJson.write(synthetic, folder.resolve("study.json"));
    saved = StudyJson.read(folder.resolve("study.json"));
    browser = Browser.start(folder.resolve("profile"));
    study = new StudyPage(browser);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void everyChoice_plotsTheSavedValues() throws IOException {
    browser.open(page, "");
    study.assertPlotsEveryCellOf(saved);
    assertEquals(List.of(), browser.console());
    assertEquals("0", browser.evaluate("performance.getEntriesByType('resource').length"));
  }

  @Test
  void optimizerSwitchedOff_isNeitherPlottedNorShown() throws IOException {
    browser.open(page, "");
    study.click("optimizer-0");
    assertEquals(
        List.of("momentum", "Adam", "momentum", "Adam"),
        study.plotted().stream().map(StudyPage.Plotted::optimizer).toList());
    assertEquals("2", browser.evaluate("document.querySelectorAll('figure').length"));
    assertEquals("momentum,Adam", browser.evaluate("window.study.choice().optimizers.join(',')"));
    study.click("optimizer-1");
    study.click("optimizer-2");
    assertEquals(List.of(), study.plotted());
    study.click("all");
    assertEquals(6, study.plotted().size());
    assertEquals(List.of(), browser.console());
  }

  @Test
  void divergedCell_isMarkedInChartBoundaryAndTable() {
    browser.open(page, "#n=100&network=8-8-8&rate=0.1");
    assertEquals("1", browser.evaluate("document.querySelectorAll('#loss .cross').length"));
    assertEquals(
        "diverged at step 37, in elementExp of (h1 * w2 + b2)",
        browser.evaluate(
            "document.querySelector('figure[data-optimizer=\"1\"] .warn').textContent"));
    assertEquals(
        "diverged @37", browser.evaluate("document.querySelector('#results td.warn').textContent"));
    assertEquals(List.of(), browser.console());
  }

  @Test
  void table_holdsFinalLossIterationsAndTimesOfEveryRate() {
    browser.open(page, "#n=1000&network=4-4-4");
    for (int optimizer = 0; optimizer < 3; optimizer++) {
      for (int rate = 0; rate < 2; rate++) {
        CellResult cell = saved.cell(1, 0, rate, optimizer);
        double loss = cell.loss().at(cell.loss().length() - 1);
        assertEquals(loss, Double.parseDouble(tableValue("loss", optimizer, rate)));
        String iterations =
            cell.iterationsToThreshold().isPresent()
                ? String.valueOf(cell.iterationsToThreshold().getAsInt())
                : "null";
        assertEquals(iterations, tableValue("iterations", optimizer, rate));
        // times are rounded to milliseconds on the page
        assertEquals(
            cell.seconds(), Double.parseDouble(tableValue("seconds", optimizer, rate)), 5e-4);
      }
    }
    assertTrue(
        browser.evaluate("document.querySelector('#results').textContent").contains("never"));
  }

  @Test
  void address_keepsTheChoice() {
    browser.open(page, "");
    study.click("size-1");
    study.click("rate-1");
    study.click("optimizer-1");
    String fragment = browser.evaluate("location.hash");
    assertEquals(
        "#n=1000&network=4-4-4&rate=0.001&optimizer=gradient+descent&optimizer=Adam", fragment);
    browser.open(page, fragment);
    assertEquals(fragment, browser.evaluate("location.hash"));
    assertEquals("1000", browser.evaluate("window.study.choice().n"));
    browser.open(page, "#n=5&network=%3Cscript%3E&rate=x&optimizer=nobody&theme=%22");
    assertEquals("100", browser.evaluate("window.study.choice().n"));
    assertEquals(List.of(), browser.console());
  }

  @Test
  void boundary_isPaintedByClass() {
    browser.open(page, "#n=100&network=4-4-4&rate=0.1&theme=light&optimizer=Adam");
    // read once: a second reading of the same canvas makes the console warn
    String[] pixels =
        browser
            .evaluate(
                "(() => { const p = document.querySelector('figure canvas').getContext('2d')"
                    + ".getImageData(0, 0, 48, 48).data; const at = i => [...p.slice(4 * i, 4 * i"
                    + " + 4)].join(','); return at(24 * 48 + 24) + ' ' + at(0); })()")
            .split(" ", -1);
    String[] centre = pixels[0].split(",", -1);
    String[] corner = pixels[1].split(",", -1);
    assertTrue(Integer.parseInt(centre[0]) > Integer.parseInt(centre[2]), "class 1 is orange");
    assertTrue(Integer.parseInt(corner[2]) > Integer.parseInt(corner[0]), "class 0 is blue");
    assertEquals(
        "100",
        browser.evaluate("document.querySelectorAll('figure .class0, figure .class1').length"));
  }

  @Test
  void pointer_showsValuesBesideTheCurves() {
    browser.open(page, "#n=100&network=4-4-4&rate=0.1");
    String tip =
        browser.evaluate(
            "(() => { const s = document.querySelector('#loss > svg'); const r ="
                + " s.getBoundingClientRect(); s.dispatchEvent(new PointerEvent('pointermove',"
                + " {clientX: r.left + r.width / 2, clientY: r.top + 80})); return"
                + " document.querySelector('#loss .tip').textContent; })()");
    assertTrue(tip.startsWith("iteration"), tip);
    for (String name : saved.settings().optimizers()) {
      assertTrue(tip.contains(name), tip);
    }
  }

  @Test
  void hostileNames_addNoElementOrAttribute() throws IOException {
    String structure =
        "[...document.querySelectorAll('*')].map(e => e.tagName + ':'"
            + " + e.getAttributeNames().join(',')).join('\\n')";
    List<String> hostile = HostileStrings.ALL;
    Path file = folder.resolve("names.html");
    StudyHtml.write(
        SyntheticRunner.study(StudyHtmlTest.settings(StudyHtmlTest.harmless(hostile.size()))),
        file);
    browser.open(file, "");
    String expected = browser.evaluate(structure);
    StudyHtml.write(SyntheticRunner.study(StudyHtmlTest.settings(hostile)), file);
    browser.open(file, "");
    assertEquals(expected, browser.evaluate(structure));
    assertEquals("undefined", browser.evaluate("typeof window.hacked"));
    String names =
        browser.evaluate(
            "JSON.stringify([...document.querySelectorAll('#results tbody .name')].map(n =>"
                + " n.textContent))");
    try (JsonReader reader = new JsonReader(new StringReader(names))) {
      reader.beginArray();
      for (String name : hostile) {
        assertEquals(name, reader.nextString());
      }
      reader.endArray();
    }
    assertEquals(List.of(), browser.console());
  }

  private String tableValue(String measure, int optimizer, int rate) {
    return browser.evaluate(
        "document.querySelectorAll('#results tbody tr')["
            + optimizer
            + "].querySelectorAll('[data-measure="
            + measure
            + "]')["
            + rate
            + "].dataset.value");
  }
}
