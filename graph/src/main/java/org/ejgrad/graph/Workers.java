// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.base.Suppliers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place for threads: runs the tasks of one piece of work side by side, on the calling
 * thread and on helpers. Which thread runs which task is left open, so work must not depend on it.
 *
 * <p>Helpers are daemons, started when first needed; between runs they wait for a few microseconds
 * at full speed, then asleep, and end when nothing came for a second. One run at a time has the
 * helpers; whoever comes meanwhile, or from inside a task, does its tasks alone. Running allocates
 * nothing.
 */
final class Workers {
  /** Number of threads to use, the caller's included; all processors if not set. */
  static final String PROPERTY = "ejgrad.threads";

  private static final int MOST_THREADS = 256;

  /** Steps of a training loop follow each other within this; waking a sleeper takes longer. */
  private static final long AWAKE_NANOS = 50_000;

  private static final long ASLEEP_NANOS = 1_000_000_000;

  private static final int LANE_BITS = 16;
  private static final int TASK_BITS = 24;
  private static final long TASK_MASK = (1L << TASK_BITS) - 1;
  private static final long LANE_MASK = (1L << LANE_BITS) - 1;

  /** Work that consists of numbered tasks. */
  interface Work {
    /**
     * Does one task.
     *
     * @param lane number of the thread that does it, 0 for the caller; no two at a time have one
     */
    void run(int task, int lane);
  }

  private static final Work NOTHING = (task, lane) -> {};

  private static final Supplier<Workers> SHARED =
      Suppliers.memoize(() -> new Workers(count(System.getProperty(PROPERTY))));

  private final int threads;
  private final Helper[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * From high to low: number of the run, its number of lanes, tasks that nobody has taken. In one
   * word, so that a helper that comes late cannot take a task of a run it knows nothing of.
   */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private Work work = NOTHING;
  private int tasks;
  private @Nullable Throwable failure;
  private int failedTask;

  /** Starts a thread for a lane. */
  private final ObjIntConsumer<Runnable> starter;

  private boolean warned;

  Workers(int threads) {
    this(threads, Workers::start);
  }

  Workers(int threads, ObjIntConsumer<Runnable> starter) {
    this.threads = threads;
    this.starter = starter;
    this.helpers = new Helper[threads - 1];
    for (int h = 0; h < helpers.length; h++) {
      helpers[h] = new Helper(h + 1);
    }
  }

  private static void start(Runnable helper, int lane) {
    Thread thread = new Thread(null, helper, "ejgrad-" + lane, 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Those of this virtual machine.
   *
   * @throws IllegalArgumentException if the property holds no such number
   */
  static Workers shared() {
    return SHARED.get();
  }

  /** What the property asks for. */
  static int count(@Nullable String asked) {
    if (asked == null) {
      return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }
    try {
      int count = Integer.parseInt(asked);
      if (count >= 1 && count <= MOST_THREADS) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number out of range.
    }
    throw new IllegalArgumentException(
        PROPERTY
            + ": must be a whole number from 1 to "
            + MOST_THREADS
            + ", got "
            + Names.printable(asked)
            + ". Leave it out to use all processors.");
  }

  /** Number of threads that may run side by side, the caller's included. */
  int threads() {
    return threads;
  }

  /**
   * Does all tasks. A task's failure is thrown after the others are done; of several, that of the
   * lowest number, as if they had run one after the other.
   *
   * @param lanes the work is prepared for lanes below this
   */
  void run(int taskCount, int lanes, Work newWork) {
    int used = Math.min(lanes, threads);
    if (used == 1 || !busy.compareAndSet(false, true)) {
      for (int task = 0; task < taskCount; task++) {
        newWork.run(task, 0);
      }
      return;
    }
    Throwable thrown;
    try {
      work = newWork;
      tasks = taskCount;
      failure = null;
      unfinished.set(taskCount);
      long run = (ticket.get() >>> (LANE_BITS + TASK_BITS)) + 1;
      ticket.set(((run << LANE_BITS) | used) << TASK_BITS | taskCount);
      for (int h = 0; h < used - 1; h++) {
        helpers[h].wake();
      }
      // Nothing before this may throw: late helpers would take what is left into the next run.
      takeTasks(0);
      while (unfinished.get() > 0) {
        Thread.onSpinWait();
      }
      thrown = failure;
    } finally {
      // These would keep a program and its buffers in memory until the next run.
      work = NOTHING;
      failure = null;
      busy.set(false);
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  /** Takes tasks until none is left. */
  private void takeTasks(int lane) {
    while (true) {
      long now = ticket.get();
      long left = now & TASK_MASK;
      if (left == 0 || lane >= (now >>> TASK_BITS & LANE_MASK)) {
        return;
      }
      if (ticket.compareAndSet(now, now - 1)) {
        // The run cannot end before this task has, so its fields stay.
        int task = tasks - (int) left;
        try {
          work.run(task, lane);
        } catch (RuntimeException | Error thrown) {
          note(thrown, task);
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  private synchronized void note(Throwable thrown, int task) {
    if (failure == null || task < failedTask) {
      failure = thrown;
      failedTask = task;
    }
  }

  /** A thread that comes and goes. */
  private final class Helper implements Runnable {
    private final int lane;
    private volatile @Nullable Thread asleep;
    private volatile boolean alive;

    private Helper(int lane) {
      this.lane = lane;
    }

    /** Called by the one who has the helpers. Where no thread can be had, others do the work. */
    void wake() {
      Thread sleeper = asleep;
      if (!alive) {
        alive = true;
        try {
          starter.accept(this, lane);
        } catch (RuntimeException | Error noThread) {
          alive = false;
          if (!warned) {
            warned = true;
            System.getLogger(Workers.class.getName())
                .log(
                    System.Logger.Level.WARNING,
                    "No thread to be had, going on with fewer",
                    noThread);
          }
        }
      } else if (sleeper != null) {
        LockSupport.unpark(sleeper);
      }
    }

    @Override
    public void run() {
      long seen = -1;
      long since = System.nanoTime();
      while (true) {
        long now = ticket.get();
        if (now != seen) {
          takeTasks(lane);
          seen = ticket.get();
          since = System.nanoTime();
        } else if (System.nanoTime() - since < AWAKE_NANOS) {
          Thread.onSpinWait();
        } else if (System.nanoTime() - since < ASLEEP_NANOS) {
          asleep = Thread.currentThread();
          if (ticket.get() == seen) {
            LockSupport.parkNanos(this, ASLEEP_NANOS);
          }
          asleep = null;
        } else {
          // A run that starts just now does without this helper.
          alive = false;
          return;
        }
      }
    }
  }
}
