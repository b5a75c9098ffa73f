// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String DATA_START = "<script type=\"application/json\" id=\"data\">";

  @TempDir Path folder;

  @Test
  void writeTo_hostileTexts_changeNothingOutsideTheData() throws IOException {
    List<String> hostile = HostileStrings.ALL;
    assertTrue(hostile.size() >= 60, "QUALITY 4.9 asks for 60 strings");
    String template = outsideData(page(i -> "name " + i));
    for (int first = 0; first < hostile.size(); first += Reports.TEXTS) {
      int offset = first;
      String page = page(i -> hostile.get((offset + i) % hostile.size()));
      assertEquals(template, outsideData(page));
      String data = data(page);
      for (String raw : List.of("<", ">", "&", "\u2028", "\u2029")) {
        assertFalse(data.contains(raw), "data must not hold " + raw);
      }
    }
  }

  @Test
  void writeTo_policyForbidsAllButItsOwn() throws IOException {
    String page = page(i -> "name " + i);
    assertTrue(page.contains("content=\"default-src 'none'; script-src 'sha256-"));
    assertFalse(page.contains("unsafe-inline"));
    assertFalse(page.contains("unsafe-eval"));
    assertFalse(page.contains(" src=") || page.contains("<link"), "nothing is loaded");
  }

  @Test
  void render_rawMarkupInData_isRefused() {
    HtmlPage page = HtmlPage.withScript("");
    assertThrows(IllegalArgumentException.class, () -> page.render("{\"x\":\"</script>\"}"));
    assertThrows(IllegalArgumentException.class, () -> page.render("{\"x\":\"\u2028\"}"));
  }

  @Test
  void resource_missing_saysWhich() {
    String message =
        assertThrows(IllegalStateException.class, () -> HtmlPage.resource(HtmlPage.class, "no.js"))
            .getMessage();
    assertTrue(String.valueOf(message).contains("no.js"));
  }

  @Test
  void panels_badShapes_areRefused() {
    Series two = Series.of(1, 2);
    Series three = Series.of(1, 2, 3);
    assertThrows(IllegalArgumentException.class, () -> Line.of("l", two, three));
    assertThrows(IllegalArgumentException.class, () -> new PlanePlot.PointGroup("g", two, three));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TablePanel("t", "", List.of("a", "b"), List.of(List.of("1"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> HeatMap.confusion("c", List.of("a", "b"), new int[][] {{1, 2}, {3}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeatMap("h", "", "", "", List.of("a"), List.of("b"), Series.of(-1)));
    List<Line> many = Collections.nCopies(17, Line.of("l", two, two));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LineChart("c", "", Axis.linear("x"), Axis.linear("y"), many));
  }

  @Test
  void confusion_countsAccuracy() {
    HeatMap map = HeatMap.confusion("c", List.of("a", "b"), new int[][] {{40, 2}, {3, 55}});
    assertEquals("95 of 100 right: accuracy 95.00 %.", map.note());
    assertEquals(Series.of(40, 2, 3, 55), map.values());
  }

  @Test
  void landscape_quadraticBowl_ringsAtEvenDistances() {
    Grid bowl = Grid.sample(-1, 1, -1, 1, 3, 3, (x, y) -> x * x + y * y);
    List<Double> levels = PlanePlot.Field.landscape(bowl, 3).levels();
    assertEquals(List.of(2 / 16.0, 2 / 4.0, 18 / 16.0), levels);
  }

  @Test
  void writeTo_valuesWithoutNumber_areLeftOut() throws IOException {
    Path file = folder.resolve("gap.html");
    Line line = Line.ofSteps("l", 1, Double.NaN, Double.POSITIVE_INFINITY, 2);
    HtmlReport.of("gaps")
        .add(new LineChart("c", "", Axis.linear("x"), Axis.linear("y"), List.of(line)))
        .writeTo(file);
    assertTrue(Files.readString(file).contains("\"y\":[1.0,null,null,2.0]"));
  }

  private String page(IntFunction<String> text) throws IOException {
    Path file = folder.resolve("report.html");
    Reports.withTexts(text).writeTo(file);
    return Files.readString(file);
  }

  private static String data(String page) {
    int start = page.indexOf(DATA_START) + DATA_START.length();
    return page.substring(start, page.indexOf("</script>", start));
  }

  private static String outsideData(String page) {
    int start = page.indexOf(DATA_START) + DATA_START.length();
    return page.substring(0, start) + page.substring(page.indexOf("</script>", start));
  }
}
