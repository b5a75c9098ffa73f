// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageBrowserTest {
  /** Every element's tag and the names of its attributes, in document order. */
  private static final String STRUCTURE =
      "[...document.querySelectorAll('*')].map(e => e.tagName + ':'"
          + " + e.getAttributeNames().join(',')).join('\\n')";

  @TempDir static Path folder;
  private Browser browser;

  @BeforeAll
  void start() {
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void page_drawsEveryPanelWithoutErrorOrRequest() throws IOException {
    open(i -> "name " + i);
    assertEquals("7", browser.evaluate("document.querySelectorAll('.panel').length"));
    assertEquals("5", browser.evaluate("document.querySelectorAll('.chart > svg').length"));
    assertEquals(
        "40 2 3 55",
        browser.evaluate(
            "[...document.querySelectorAll('.heat .cell')].map(c => c.dataset.value).join(' ')"));
    assertEquals(
        "40 2 3 55",
        browser.evaluate(
            "[...document.querySelectorAll('.heat .count')].map(c => c.textContent).join(' ')"));
    assertEquals("0", browser.evaluate("performance.getEntriesByType('resource').length"));
    assertEquals(List.of(), browser.console());
  }

  @Test
  void page_hostileTexts_addNoElementOrAttribute() throws IOException {
    // The harmless page has texts of the same lengths: some elements depend on whether a text fits.
    List<String> hostile = HostileStrings.ALL;
    for (int first = 0; first < hostile.size(); first += Reports.TEXTS) {
      int offset = first;
      IntFunction<String> text = i -> hostile.get((offset + i) % hostile.size());
      open(text);
      String structure = browser.evaluate(STRUCTURE);
      assertEquals("undefined", browser.evaluate("typeof window.hacked"));
      assertEquals(List.of(), browser.console());
      open(i -> "n".repeat(Math.max(1, text.apply(i).codePointCount(0, text.apply(i).length()))));
      assertEquals(browser.evaluate(STRUCTURE), structure);
    }
  }

  @Test
  void themeButton_switchesBothWays() throws IOException {
    open(i -> "name " + i);
    String color = "getComputedStyle(document.body).backgroundColor";
    String before = browser.evaluate(color);
    browser.evaluate("document.getElementById('theme').click()");
    String after = browser.evaluate(color);
    assertNotEquals(before, after);
    browser.evaluate("document.getElementById('theme').click()");
    assertEquals(before, browser.evaluate(color));
    assertEquals(List.of(), browser.console());
  }

  @Test
  void charts_longTicks_differAndLeaveTheAxisLabelFree() throws IOException {
    Path file = folder.resolve("ticks.html");
    Line flat = Line.ofSteps("accuracy", 0.99845, 0.9985, 0.99855);
    Line large = Line.ofSteps("price", 123_000, 123_400, 123_100);
    HtmlReport page = HtmlReport.of("ticks");
    for (Line line : List.of(flat, large)) {
      page.add(
          new LineChart("c", "", Axis.linear("epoch"), Axis.linear("measured"), List.of(line)));
      page.add(new PlanePlot("p", "", "x", "measured", Optional.empty(), List.of(), List.of(line)));
    }
    page.writeTo(file);
    browser.open(file, "");
    assertEquals("4", browser.evaluate("document.querySelectorAll('.chart > svg').length"));
    // Of each picture: from its left edge to the label, from there to the nearest tick.
    String room =
        "[...document.querySelectorAll('.chart > svg')].every(s => {"
            + " const at = t => t.getBoundingClientRect();"
            + " const label = [...s.querySelectorAll('.axis-label')].find("
            + "   t => t.textContent === 'measured');"
            + " const ticks = [...s.querySelectorAll('text[text-anchor=end]')];"
            + " return ticks.length >= 3 && at(label).left >= at(s).left"
            + "   && new Set(ticks.map(t => t.textContent)).size === ticks.length"
            + "   && ticks.every(t => at(t).left > at(label).right + 1); })";
    assertEquals("true", browser.evaluate(room));
    assertEquals(List.of(), browser.console());
  }

  @Test
  void paths_areDashedAsInTheLegend_andTheLandmarkIsAStarOnTop() throws IOException {
    Path file = folder.resolve("paths.html");
    List<Line> paths = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      paths.add(Line.of("path " + k, Series.of(0, 0.5, 1), Series.of(0, k, 1)));
    }
    PlanePlot.PointGroup end = new PlanePlot.PointGroup("the end", Series.of(1), Series.of(1));
    HtmlReport.of("paths")
        .add(new PlanePlot("p", "", "x", "y", Optional.empty(), List.of(end), paths))
        .writeTo(file);
    browser.open(file, "");
    String dashes =
        "[...document.querySelectorAll('%s .line')]"
            + ".map(l => getComputedStyle(l).strokeDasharray).join('; ')";
    String drawn = browser.evaluate(dashes.formatted(".chart"));
    assertEquals("none; none; none; 9px, 3px; 2.5px, 2.5px; none", drawn);
    assertEquals(drawn, browser.evaluate(dashes.formatted(".legend")));
    assertEquals("1", browser.evaluate("document.querySelectorAll('.legend .star').length"));
    assertEquals(
        "true",
        browser.evaluate(
            "[...document.querySelectorAll('.chart .dot')].every(d =>"
                + " d.compareDocumentPosition(document.querySelector('.chart .star'))"
                + " === Node.DOCUMENT_POSITION_FOLLOWING)"));
    assertEquals(List.of(), browser.console());
  }

  private void open(IntFunction<String> text) throws IOException {
    Path file = folder.resolve("report.html");
    Reports.withTexts(text).writeTo(file);
    browser.open(file, "");
  }
}
