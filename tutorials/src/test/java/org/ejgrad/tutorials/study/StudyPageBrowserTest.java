// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejgrad.tutorials.report.Browser;
import org.ejgrad.tutorials.report.HostileStrings;
import org.ejgrad.tutorials.report.Series;
import org.ejgrad.tutorials.report.Thinning;
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
  private Path page;
  private StudyResult saved;

  @BeforeAll
  void start() throws IOException {
    StudyResult study = SyntheticRunner.study(SyntheticRunner.small());
    page = folder.resolve("study.html");
    StudyHtml.write(study, page);
    StudyJson.write(study, folder.resolve("study.json"));
    saved = StudyJson.read(folder.resolve("study.json"));
    browser = Browser.start(folder.resolve("profile"));
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
    StudySettings settings = saved.settings();
    for (int size = 0; size < 2; size++) {
      for (int network = 0; network < 2; network++) {
        for (int rate = 0; rate < 2; rate++) {
          click("size-" + size);
          click("network-" + network);
          click("rate-" + rate);
          List<Plotted> curves = plotted();
          assertEquals(6, curves.size(), "two charts, three optimizers");
          for (Plotted curve : curves) {
            int optimizer = settings.optimizers().indexOf(curve.optimizer());
            CellResult cell = saved.cell(size, network, rate, optimizer);
            assertSameValues(curve.chart().equals("loss") ? cell.loss() : cell.accuracy(), curve);
            assertDrawnWherePlotted(curve, optimizer);
          }
        }
      }
    }
    assertEquals(List.of(), browser.console());
    assertEquals("0", browser.evaluate("performance.getEntriesByType('resource').length"));
  }

  @Test
  void optimizerSwitchedOff_isNeitherPlottedNorShown() throws IOException {
    browser.open(page, "");
    click("optimizer-0");
    assertEquals(
        List.of("momentum", "Adam", "momentum", "Adam"),
        plotted().stream().map(Plotted::optimizer).toList());
    assertEquals("2", browser.evaluate("document.querySelectorAll('figure').length"));
    assertEquals("momentum,Adam", browser.evaluate("window.study.choice().optimizers.join(',')"));
    click("optimizer-1");
    click("optimizer-2");
    assertEquals(List.of(), plotted());
    click("all");
    assertEquals(6, plotted().size());
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
    click("size-1");
    click("rate-1");
    click("optimizer-1");
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

  private record Plotted(String chart, String optimizer, List<Integer> x, List<Double> y) {}

  /** Every point plotted is a point of the saved curve; ends and extremes are among them. */
  private static void assertSameValues(Series whole, Plotted curve) {
    List<Integer> x = curve.x();
    assertTrue(x.size() <= Thinning.DRAWN_POINTS);
    assertEquals(x.size(), curve.y().size());
    assertEquals(1, x.get(0));
    assertEquals(whole.length(), x.get(x.size() - 1));
    for (int i = 0; i < x.size(); i++) {
      assertEquals(whole.at(x.get(i) - 1), curve.y().get(i), "iteration " + x.get(i));
    }
    assertTrue(curve.y().contains(whole.max()) && curve.y().contains(whole.min()));
  }

  /** Maps the corners of the drawn path back through the axes to the values plotted. */
  private void assertDrawnWherePlotted(Plotted curve, int optimizer) {
    String chart = "document.querySelector('#" + curve.chart() + "')";
    String path =
        browser.evaluate(
            chart + ".querySelector('path[data-series=\"" + optimizer + "\"]').getAttribute('d')");
    double[] xAxis = numbers(browser.evaluate(chart + ".querySelector('[data-x]').dataset.x"));
    double[] yAxis = numbers(browser.evaluate(chart + ".querySelector('[data-y]').dataset.y"));
    String[] corners = path.substring(1).split("L", -1);
    assertEquals(curve.x().size(), corners.length);
    boolean log = curve.chart().equals("loss");
    for (int i = 0; i < corners.length; i++) {
      double[] at = numbers(corners[i]);
      // the path is written with two decimals
      assertEquals(pixel(curve.x().get(i), xAxis, false), at[0], 0.006);
      double y = Math.max(-1e5, pixel(curve.y().get(i), yAxis, log));
      assertEquals(y, at[1], 0.006);
    }
  }

  /** An axis is low, high, pixel of low, pixel of high. */
  private static double pixel(double value, double[] axis, boolean log) {
    double low = log ? Math.log10(axis[0]) : axis[0];
    double high = log ? Math.log10(axis[1]) : axis[1];
    double at = log ? Math.log10(value) : value;
    return axis[2] + (at - low) / (high - low) * (axis[3] - axis[2]);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
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

  private void click(String id) {
    browser.evaluate("document.getElementById('" + id + "').click()");
  }

  private List<Plotted> plotted() throws IOException {
    List<Plotted> curves = new ArrayList<>();
    String json = browser.evaluate("JSON.stringify(window.study.plotted())");
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.beginArray();
      while (reader.hasNext()) {
        String chart = "";
        String optimizer = "";
        List<Integer> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
          switch (reader.nextName()) {
            case "chart" -> chart = reader.nextString();
            case "optimizer" -> optimizer = reader.nextString();
            case "x" -> {
              reader.beginArray();
              while (reader.hasNext()) {
                x.add(reader.nextInt());
              }
              reader.endArray();
            }
            case "y" -> {
              reader.beginArray();
              while (reader.hasNext()) {
                y.add(reader.nextDouble());
              }
              reader.endArray();
            }
            default -> reader.skipValue();
          }
        }
        reader.endObject();
        curves.add(new Plotted(chart, optimizer, x, y));
      }
      reader.endArray();
    }
    return curves;
  }
}
