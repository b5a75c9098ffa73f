// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejgrad.tutorials.report.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StudyTest {
  private static final StudyProgress SILENT = (result, done, total, work) -> {};
  private final SyntheticRunner runner = new SyntheticRunner();
  private final StudySettings settings = SyntheticRunner.small();

  @Test
  void run_anyNumberOfThreads_sameAsOneAfterAnother() {
    StudyResult serial = new Study(settings, runner, runner).run(1, SILENT);
    for (int threads : new int[] {2, 3, 16}) {
      assertEquals(serial, new Study(settings, runner, runner).run(threads, SILENT));
    }
    assertEquals(settings.cells(), serial.cells().stream().map(CellResult::key).toList());
  }

  @Test
  void run_reportsEveryCellOnceOnTheCallingThread() {
    List<Integer> counts = new ArrayList<>();
    List<Double> work = new ArrayList<>();
    Set<CellKey> seen = new LinkedHashSet<>();
    Thread caller = Thread.currentThread();
    new Study(settings, runner, runner)
        .run(
            2,
            (result, done, total, workDone) -> {
              assertSame(caller, Thread.currentThread());
              assertEquals(24, total);
              counts.add(done);
              work.add(workDone);
              seen.add(result.key());
            });
    assertEquals(24, seen.size());
    assertEquals(1, counts.get(0));
    assertEquals(24, counts.get(23));
    assertEquals(1.0, work.get(23));
    assertTrue(work.get(0) > 1 / 24.0, "the costliest cell comes first");
  }

  @Test
  void run_usesAllThreads() {
    CountDownLatch bothRun = new CountDownLatch(2);
    CellRunner meeting =
        (key, all) -> {
          bothRun.countDown();
          awaitQuietly(bothRun); // with one thread this would wait for ever
          return runner.run(key, all);
        };
    assertEquals(24, new Study(settings, meeting, runner).run(2, SILENT).cells().size());
  }

  @Test
  void run_cellThrows_namesTheCellAndEndsTheThreads() {
    CellKey bad = settings.cells().get(5);
    AtomicInteger started = new AtomicInteger();
    Set<Thread> workers = Collections.synchronizedSet(new LinkedHashSet<>());
    CellRunner failing =
        (key, all) -> {
          workers.add(Thread.currentThread());
          started.incrementAndGet();
          if (key.equals(bad)) {
            throw new ArithmeticException("no such optimizer");
          }
          return runner.run(key, all);
        };
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class, () -> new Study(settings, failing, runner).run(2, SILENT));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("n=100, network 4-4-4, rate 0.001, Adam"), message);
    assertTrue(message.contains("no such optimizer"), message);
    assertInstanceOf(ArithmeticException.class, failure.getCause());
    assertNoneAlive(workers);
  }

  @Test
  void run_listenerThrows_endsTheThreads() {
    Set<Thread> workers = Collections.synchronizedSet(new LinkedHashSet<>());
    CellRunner watched =
        (key, all) -> {
          workers.add(Thread.currentThread());
          return runner.run(key, all);
        };
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            new Study(settings, watched, runner)
                .run(
                    2,
                    (result, done, total, work) -> {
                      throw new UnsupportedOperationException("bar");
                    }));
    assertNoneAlive(workers);
  }

  @Test
  void run_wrongCellReturned_isRefused() {
    CellResult other = runner.run(settings.cells().get(0), settings);
    CellRunner confused = (key, all) -> other;
    String message =
        String.valueOf(
            assertThrows(
                    IllegalStateException.class,
                    () -> new Study(settings, confused, runner).run(1, SILENT))
                .getMessage());
    assertTrue(message.contains("must return the cell asked for"), message);
  }

  @Test
  void run_interrupted_stopsAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    assertThrows(
        IllegalStateException.class, () -> new Study(settings, runner, runner).run(2, SILENT));
    assertTrue(Thread.interrupted());
  }

  @Test
  void run_noThreads_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Study(settings, runner, runner).run(0, SILENT));
  }

  @Test
  void points_areThinnedForDrawing() {
    StudyResult study = SyntheticRunner.study(settings);
    assertEquals(100, study.points().get(0).x().length());
    assertEquals(PointSet.DRAWN_POINTS, study.points().get(1).x().length());
    assertEquals(1_000, study.points().get(1).n());
  }

  @Test
  void result_cellsOutOfOrderOrFalse_areRefused() {
    StudyResult study = SyntheticRunner.study(settings);
    List<CellResult> swapped = new ArrayList<>(study.cells());
    Collections.swap(swapped, 0, 1);
    assertRefused("must be the cell", study, swapped);
    assertRefused("one result per cell", study, study.cells().subList(1, 24));
    List<CellResult> shorter = new ArrayList<>(study.cells());
    CellResult first = shorter.get(0);
    Series half = Series.copyOf(first.loss().toArray(), 200);
    shorter.set(
        0,
        CellResult.of(
            first.key(), settings, half, half, 1, first.divergence(), List.of(), first.boundary()));
    assertRefused("must record 400 iterations", study, shorter);
  }

  private static void assertRefused(String rule, StudyResult study, List<CellResult> cells) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new StudyResult(study.settings(), study.points(), cells))
                .getMessage());
    assertTrue(message.contains(rule), message);
  }

  private static void assertNoneAlive(Set<Thread> workers) {
    assertFalse(workers.isEmpty());
    for (Thread worker : workers) {
      assertFalse(worker.isAlive(), worker.getName());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
