// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that this thread allocates, by the virtual machine's own counter. */
final class Allocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  /**
   * The bytes that 1,000 runs allocate, after warm-up: the least of twenty such windows. While the
   * just-in-time compiler is at work, a window now and then shows up to about a thousand bytes
   * (measured; with the interpreter alone all windows of the same code show 0). What a run itself
   * allocates is in every window.
   */
  static long inThousandRuns(Runnable run) {
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < 5_000; i++) {
      run.run();
    }
    long least = Long.MAX_VALUE;
    for (int window = 0; window < 20; window++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 1_000; i++) {
        run.run();
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    return least;
  }
}
