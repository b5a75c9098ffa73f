// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line that shows how far a long work is: bar, share, facts, rate, time left. On a terminal the
 * line is rewritten in place, at most ten times a second; elsewhere a line is printed at every
 * tenth of the work.
 */
public final class ProgressLine {
  private static final int WIDTH = 24;
  private static final long REWRITE_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final String unit;
  private final long start;
  private long lastWrite;
  private int widest;
  private int tenthsPrinted;

  /**
   * Starts the clock.
   *
   * @param out where the line goes
   * @param terminal whether {@code out} understands carriage return
   * @param nanoTime a clock such as {@link System#nanoTime}
   * @param unit what is counted, in the plural: {@code samples}
   */
  public ProgressLine(PrintStream out, boolean terminal, LongSupplier nanoTime, String unit) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.unit = unit;
    this.start = nanoTime.getAsLong();
    this.lastWrite = start - REWRITE_NANOS;
  }

  /**
   * A line on this stream, rewritten in place if the process has a terminal. On JDK 22 to 24 a
   * process has a console even when its output is redirected; the file then holds every state.
   */
  @SuppressWarnings("SystemConsoleNull") // Console.isTerminal() came with JDK 22; we build on 17
  public static ProgressLine on(PrintStream out, String unit) {
    return new ProgressLine(out, System.console() != null, System::nanoTime, unit);
  }

  /**
   * Shows this state, unless the line was rewritten just before.
   *
   * @param share how much of the work is done, in [0, 1]
   * @param count how many units are done
   * @param facts what else to show, such as the current loss; asked for only when shown
   */
  public void update(double share, long count, Supplier<String> facts) {
    long now = nanoTime.getAsLong();
    boolean last = share >= 1;
    if (terminal) {
      if (last || now - lastWrite >= REWRITE_NANOS) {
        lastWrite = now;
        rewrite(line(share, count, facts.get(), now), last);
      }
    } else {
      int tenths = (int) (10 * share);
      if (tenths > tenthsPrinted) {
        tenthsPrinted = tenths;
        out.print(line(share, count, facts.get(), now) + "\n");
        out.flush();
      }
    }
  }

  /** Leaves the line as it is and goes to the next, if the work ended before its end. */
  public void end() {
    if (terminal && widest > 0) {
      out.print("\n");
      out.flush();
    }
  }

  private void rewrite(String line, boolean last) {
    out.print("\r" + line + " ".repeat(Math.max(0, widest - line.length())));
    widest = last ? 0 : Math.max(widest, line.length());
    if (last) {
      out.print("\n");
    }
    out.flush();
  }

  private String line(double share, long count, String facts, long now) {
    double seconds = Math.max(1e-9, (now - start) * 1e-9);
    int filled = (int) (WIDTH * Math.min(1, share));
    String time =
        share >= 1
            ? "took " + clock(seconds)
            : share > 0 ? clock(seconds * (1 - share) / share) + " left" : "starting";
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f %%  %s  %s %s/s  %s",
        "#".repeat(filled),
        "-".repeat(WIDTH - filled),
        Math.floor(100 * share),
        facts,
        rate(count / seconds),
        unit,
        time);
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
