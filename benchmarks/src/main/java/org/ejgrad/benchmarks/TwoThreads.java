// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Runs a loop over a range in two halves, the second on a helper thread that waits for work. */
public final class TwoThreads {
  /** Part of a loop. */
  public interface Loop {
    /** Runs it over [from, to). */
    void run(int from, int to);
  }

  private static final int IDLE = 0;
  private static final int WORK = 1;

  /** About 30 microseconds of waiting before the helper sleeps. */
  private static final int SPINS = 2_000;

  private final AtomicInteger state = new AtomicInteger();
  private final Thread helper;
  private Loop loop = (from, to) -> {};
  private int from;
  private int to;
  private volatile boolean asleep;

  /** Starts the helper, which ends with the virtual machine. */
  public TwoThreads() {
    helper = new Thread(this::help, "second half");
    helper.setDaemon(true);
    helper.start();
  }

  /**
   * Runs a loop over [0, n) in two halves, cut at a multiple of a unit.
   *
   * @param unit rows, or elements of a vector, that stay together
   */
  public void run(int n, int unit, Loop halves) {
    int middle = n / 2 / unit * unit;
    loop = halves;
    from = middle;
    to = n;
    state.set(WORK);
    if (asleep) {
      LockSupport.unpark(helper);
    }
    halves.run(0, middle);
    while (state.get() != IDLE) {
      Thread.onSpinWait();
    }
  }

  private void help() {
    while (true) {
      for (int i = 0; i < SPINS && state.get() != WORK; i++) {
        Thread.onSpinWait();
      }
      asleep = true;
      while (state.get() != WORK) {
        LockSupport.park(this);
      }
      asleep = false;
      loop.run(from, to);
      state.set(IDLE);
    }
  }
}
