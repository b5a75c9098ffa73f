// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void run_doesEachTaskOnce_andEachLaneOneAtATime(int threads) {
    Workers workers = new Workers(threads);
    for (int round = 0; round < 2000; round++) {
      int tasks = 1 + round % 40;
      AtomicIntegerArray done = new AtomicIntegerArray(tasks);
      AtomicIntegerArray inLane = new AtomicIntegerArray(threads);
      AtomicInteger clashes = new AtomicInteger();
      workers.run(
          tasks,
          threads,
          (task, lane) -> {
            if (inLane.incrementAndGet(lane) != 1) {
              clashes.incrementAndGet();
            }
            done.incrementAndGet(task);
            inLane.decrementAndGet(lane);
          });
      int[] once = new int[tasks];
      Arrays.fill(once, 1);
      int[] counts = new int[tasks];
      Arrays.setAll(counts, done::get);
      assertArrayEquals(once, counts, "round " + round);
      assertEquals(0, clashes.get());
    }
  }

  /** Late helpers must not take what is left of a run into the next one. */
  @Test
  void run_threadsThatDoNotStart_areDoneWithout() {
    AtomicInteger refused = new AtomicInteger();
    Workers workers =
        new Workers(
            4,
            (helper, lane) -> {
              if (lane == 2 && refused.getAndIncrement() < 3) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              Thread thread = new Thread(helper);
              thread.setDaemon(true);
              thread.start();
            });
    for (int round = 0; round < 200; round++) {
      AtomicIntegerArray done = new AtomicIntegerArray(50);
      workers.run(50, 4, (task, lane) -> done.incrementAndGet(task));
      for (int task = 0; task < 50; task++) {
        assertEquals(1, done.get(task), "round " + round);
      }
    }
    assertTrue(refused.get() > 3, "it was not asked again");
  }

  /** None of the tasks ends before all threads have one. */
  @Test
  void run_asManyTasksAsThreads_haveOneEach() {
    Workers workers = new Workers(3);
    CyclicBarrier all = new CyclicBarrier(3);
    AtomicIntegerArray lanes = new AtomicIntegerArray(3);
    workers.run(
        3,
        3,
        (task, lane) -> {
          try {
            all.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException("not all threads came", alone);
          }
          lanes.incrementAndGet(lane);
        });
    for (int lane = 0; lane < 3; lane++) {
      assertEquals(1, lanes.get(lane));
    }
  }

  @Test
  void run_withFewerLanesThanThreads_usesThoseOnly() {
    Workers workers = new Workers(8);
    AtomicInteger highest = new AtomicInteger();
    for (int round = 0; round < 500; round++) {
      workers.run(64, 2, (task, lane) -> highest.accumulateAndGet(lane, Math::max));
    }
    assertTrue(highest.get() <= 1, () -> "lane " + highest.get());
  }

  @Test
  void run_someTasksFail_throwsThatOfTheLowestNumber_andGoesOnWorking() {
    Workers workers = new Workers(4);
    for (int round = 0; round < 200; round++) {
      AtomicInteger others = new AtomicInteger();
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  workers.run(
                      20,
                      4,
                      (task, lane) -> {
                        if (task % 7 == 5) {
                          throw new IllegalStateException("task " + task);
                        }
                        others.incrementAndGet();
                      }));
      assertEquals("task 5", thrown.getMessage());
      assertEquals(17, others.get());
    }
  }

  @Test
  void run_fromInsideATask_doesItsTasksAlone() {
    Workers workers = new Workers(3);
    AtomicInteger inner = new AtomicInteger();
    workers.run(
        6, 3, (task, lane) -> workers.run(5, 3, (task2, lane2) -> inner.addAndGet(1 + lane2)));
    assertEquals(30, inner.get());
  }

  @Test
  void run_fromSeveralThreads_doesAllTasks() throws InterruptedException {
    Workers workers = new Workers(3);
    AtomicInteger done = new AtomicInteger();
    Thread[] callers = new Thread[4];
    for (int c = 0; c < callers.length; c++) {
      callers[c] =
          new Thread(
              () -> {
                for (int round = 0; round < 500; round++) {
                  workers.run(10, 3, (task, lane) -> done.incrementAndGet());
                }
              });
      callers[c].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(4 * 500 * 10, done.get());
  }

  @Test
  void helpers_areDaemons_andEndWhenNothingComes() throws InterruptedException {
    Workers workers = new Workers(3);
    Thread[] seen = new Thread[3];
    while (seen[1] == null || seen[2] == null) {
      workers.run(30, 3, (task, lane) -> seen[lane] = Thread.currentThread());
    }
    for (int lane = 1; lane < 3; lane++) {
      assertTrue(seen[lane].isDaemon());
      seen[lane].join(20_000);
      assertFalse(seen[lane].isAlive());
    }
    // They come back when there is work again.
    Thread[] again = new Thread[3];
    while (again[1] == null) {
      workers.run(30, 3, (task, lane) -> again[lane] = Thread.currentThread());
    }
    assertTrue(again[1].isAlive());
  }

  @Test
  void count_ofAProperty_isChecked() {
    assertEquals(Runtime.getRuntime().availableProcessors(), Workers.count(null));
    assertEquals(7, Workers.count("7"));
    assertEquals(1, Workers.count("1"));
    assertEquals(256, Workers.count("256"));
    for (String wrong : new String[] {"0", "-1", "257", "two", ""}) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> Workers.count(wrong));
      assertTrue(error.toString().contains("ejgrad.threads: must be a whole number"));
    }
  }
}
