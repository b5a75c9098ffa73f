// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a study is: share of the work, cells done, cells per second, time left. On a
 * terminal one line is rewritten; elsewhere a line is printed at every tenth of the work.
 */
public final class ProgressBar implements StudyProgress {
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long start;
  private int widest;
  private int tenthsPrinted;

  /**
   * Starts the clock.
   *
   * @param terminal whether {@code out} understands carriage return
   * @param nanoTime a clock as {@link System#nanoTime()}
   */
  public ProgressBar(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /**
   * Starts a bar on the stream, rewriting one line if the process has a terminal. On JDK 22 to 24 a
   * process has a console even when its output is redirected; the file then holds the rewritten
   * lines.
   */
  @SuppressWarnings("SystemConsoleNull") // Console.isTerminal() came with JDK 22; we build on 17
  public static ProgressBar on(PrintStream out) {
    return new ProgressBar(out, System.console() != null, System::nanoTime);
  }

  @Override
  public void cellEnded(CellResult result, int done, int total, double workDone) {
    double seconds = Math.max(1e-9, (nanoTime.getAsLong() - start) * 1e-9);
    boolean last = done == total;
    String facts =
        String.format(
            Locale.ROOT,
            "%3.0f %%  %d/%d cells  %.1f cells/s  %s",
            Math.floor(100 * workDone),
            done,
            total,
            done / seconds,
            last ? "took " + clock(seconds) : clock(seconds * (1 - workDone) / workDone) + " left");
    if (terminal) {
      int filled = (int) (WIDTH * workDone);
      String line = "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + facts;
      widest = Math.max(widest, line.length());
      out.print("\r" + line + " ".repeat(widest - line.length()) + (last ? "\n" : ""));
    } else {
      int tenths = last ? 10 : (int) (10 * workDone);
      if (tenths > tenthsPrinted) {
        tenthsPrinted = tenths;
        out.print(facts + "\n");
      }
    }
    out.flush();
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
