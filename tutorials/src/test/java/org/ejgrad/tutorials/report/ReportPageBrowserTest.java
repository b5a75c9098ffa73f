// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  private void open(IntFunction<String> text) throws IOException {
    Path file = folder.resolve("report.html");
    Reports.withTexts(text).writeTo(file);
    browser.open(file, "");
  }
}
