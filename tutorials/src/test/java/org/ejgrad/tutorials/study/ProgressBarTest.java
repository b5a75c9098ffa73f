// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final CellResult ANY =
      new SyntheticRunner().run(SyntheticRunner.small().cells().get(0), SyntheticRunner.small());

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos = 5_000_000_000L;

  @Test
  void terminal_rewritesOneLineAndEndsIt() {
    ProgressBar bar = new ProgressBar(out, true, () -> nanos);
    nanos += 10_000_000_000L;
    bar.cellEnded(ANY, 1, 4, 0.5);
    nanos += 70_000_000_000L;
    bar.cellEnded(ANY, 2, 4, 0.8);
    nanos += 20_000_000_000L;
    bar.cellEnded(ANY, 4, 4, 1);
    List<String> lines = List.of(text().split("\r", -1));
    assertEquals(4, lines.size());
    assertEquals("", lines.get(0));
    assertEquals(
        "[###############---------------]  50 %  1/4 cells  0.1 cells/s  0:10 left", lines.get(1));
    assertEquals(
        "[########################------]  80 %  2/4 cells  0.0 cells/s  0:20 left", lines.get(2));
    assertEquals(
        "[##############################] 100 %  4/4 cells  0.0 cells/s  took 1:40\n",
        lines.get(3));
  }

  @Test
  void terminal_shorterText_coversTheLongerOneBefore() {
    ProgressBar bar = new ProgressBar(out, true, () -> nanos);
    nanos += 36_000_000_000_000L;
    bar.cellEnded(ANY, 1, 4, 0.5);
    bar.cellEnded(ANY, 2, 4, 0.999);
    String[] lines = text().split("\r", -1);
    assertTrue(lines[1].endsWith("10:00:00 left"), lines[1]);
    assertEquals(lines[1].length(), lines[2].length());
  }

  @Test
  void noTerminal_aLineAtEveryTenth() {
    ProgressBar bar = new ProgressBar(out, false, () -> nanos);
    for (int done = 1; done <= 40; done++) {
      nanos += 1_000_000_000L;
      bar.cellEnded(ANY, done, 40, done / 40.0);
    }
    List<String> lines = text().lines().toList();
    assertEquals(10, lines.size());
    assertEquals(" 10 %  4/40 cells  1.0 cells/s  0:36 left", lines.get(0));
    assertEquals("100 %  40/40 cells  1.0 cells/s  took 0:40", lines.get(9));
    assertTrue(text().indexOf('\r') < 0);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
