// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.ejgrad.tutorials.report.HostileStrings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyHtmlTest {
  private static final int TEN_MEGABYTES = 10_000_000;
  private static final String DATA_START = "<script type=\"application/json\" id=\"data\">";

  @TempDir Path folder;

  @Test
  void write_fullGrid_atMostTenMegabytes() throws IOException {
    Path file = folder.resolve("study.html");
    StudyHtml.write(SyntheticRunner.study(StudySettings.full()), file);
    assertTrue(Files.size(file) <= TEN_MEGABYTES, "bytes: " + Files.size(file));
  }

  @Test
  void write_hostileNames_changeNothingOutsideTheData() throws IOException {
    String harmless = page(harmless(HostileStrings.ALL.size()));
    String hostile = page(HostileStrings.ALL);
    assertEquals(outsideData(harmless), outsideData(hostile));
    int start = hostile.indexOf(DATA_START) + DATA_START.length();
    String data = hostile.substring(start, hostile.indexOf("</script>", start));
    for (String raw : List.of("<", ">", "&", "\u2028", "\u2029")) {
      assertFalse(data.contains(raw), "data must not hold " + raw);
    }
  }

  static List<String> harmless(int count) {
    return IntStream.range(0, count).mapToObj(i -> "optimizer " + i).toList();
  }

  static StudySettings settings(List<String> optimizers) {
    return new StudySettings(
        List.of(10), List.of(HiddenLayers.of(8)), List.of(0.1), optimizers, 60, 1, 0.01);
  }

  private String page(List<String> optimizers) throws IOException {
    Path file = folder.resolve("study.html");
    StudyHtml.write(SyntheticRunner.study(settings(optimizers)), file);
    return Files.readString(file);
  }

  private static String outsideData(String page) {
    int start = page.indexOf(DATA_START) + DATA_START.length();
    return page.substring(0, start) + page.substring(page.indexOf("</script>", start));
  }
}
