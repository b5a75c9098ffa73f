// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(out, terminal, clock::get, "samples");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void at(double seconds) {
    clock.set(Math.round(seconds * 1e9));
  }

  @Test
  void update_onATerminal_rewritesTheLine() {
    ProgressLine line = line(true);
    at(10);
    line.update(0.25, 5000, () -> "loss 0.5");
    at(40);
    line.update(1, 20_000, () -> "loss 0.1");
    assertEquals(
        "\r[######------------------]  25 %  loss 0.5  500 samples/s  0:30 left"
            + "\r[########################] 100 %  loss 0.1  500 samples/s  took 0:40"
            + "\n",
        text());
  }

  @Test
  void update_moreThanTenTimesASecond_isSkipped() {
    ProgressLine line = line(true);
    at(1);
    line.update(0.1, 1, () -> "a");
    at(1.05);
    line.update(0.2, 2, () -> "b");
    at(1.1);
    line.update(0.3, 3, () -> "c");
    assertEquals(2, text().chars().filter(c -> c == '\r').count());
  }

  @Test
  void update_withAShorterLine_coversTheLongerOne() {
    ProgressLine line = line(true);
    at(36_000);
    line.update(0.5, 1, () -> "");
    at(36_001);
    line.update(0.999, 2, () -> "");
    String[] lines = text().split("\r", -1);
    assertEquals(lines[1].length(), lines[2].length());
    assertTrue(lines[1].length() > lines[2].stripTrailing().length(), text());
  }

  @Test
  void update_elsewhere_printsEachTenth() {
    ProgressLine line = line(false);
    for (int i = 1; i <= 100; i++) {
      at(i);
      line.update(i / 100.0, i, () -> "");
    }
    assertEquals(10, text().lines().count());
    assertEquals(-1, text().indexOf('\r'));
  }

  @Test
  void end_beforeTheEnd_leavesTheLine() {
    ProgressLine line = line(true);
    at(3600);
    line.update(0.5, 1, () -> "");
    line.end();
    assertTrue(text().endsWith("1:00:00 left\n"), text());
  }
}
