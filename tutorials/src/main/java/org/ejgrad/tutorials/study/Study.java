// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs every cell of a grid on a fixed number of threads.
 *
 * <p>Cells do not depend on one another and each result is put at its place in the grid, so the
 * outcome is that of running them one after another. The costliest cells start first: the threads
 * then end at about the same time, and the remaining time is foreseen well.
 */
public final class Study {
  private final StudySettings settings;
  private final CellRunner runner;
  private final PointSource points;

  /** Prepares a study; nothing runs yet. */
  public Study(StudySettings settings, CellRunner runner, PointSource points) {
    this.settings = settings;
    this.runner = runner;
    this.points = points;
  }

  /**
   * Runs all cells and returns when the threads have ended, also after a failure.
   *
   * @param threads at least 1
   * @param progress told of every cell on the calling thread
   * @throws IllegalStateException if a cell throws (named, with the cause) or the caller is
   *     interrupted
   */
  public StudyResult run(int threads, StudyProgress progress) {
    if (threads < 1) {
      throw new IllegalArgumentException("study: threads must be at least 1, got " + threads);
    }
    List<PointSet> drawn =
        settings.sizes().stream().map(n -> points.points(n, settings).thinned()).toList();
    List<CellKey> keys = settings.cells();
    CellResult[] results = new CellResult[keys.size()];
    List<Thread> workers = Collections.synchronizedList(new ArrayList<>());
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread worker = new Thread(task, "study-" + workers.size());
              workers.add(worker);
              return worker;
            });
    try {
      collect(keys, results, pool, progress);
    } finally {
      pool.shutdownNow();
      awaitEnd(List.copyOf(workers));
    }
    return new StudyResult(settings, drawn, Arrays.asList(results));
  }

  private record Done(int index, CellResult result) {}

  private void collect(
      List<CellKey> keys, CellResult[] results, ExecutorService pool, StudyProgress progress) {
    CompletionService<Done> ended = new ExecutorCompletionService<>(pool);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> keys.get(i).work()).reversed());
    for (int index : order) {
      ended.submit(() -> new Done(index, runCell(keys.get(index))));
    }
    double allWork = keys.stream().mapToLong(CellKey::work).sum();
    long workDone = 0;
    for (int done = 1; done <= results.length; done++) {
      Done cell = next(ended);
      results[cell.index()] = cell.result();
      workDone += cell.result().key().work();
      progress.cellEnded(cell.result(), done, results.length, workDone / allWork);
    }
  }

  private CellResult runCell(CellKey key) {
    try {
      CellResult result = runner.run(key, settings);
      if (!result.key().equals(key)) {
        throw new IllegalStateException(
            "runner: must return the cell asked for, got (" + result.key() + ")");
      }
      return result;
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException("study: cell (" + key + ") failed: " + e, e);
    }
  }

  private static Done next(CompletionService<Done> ended) {
    try {
      Future<Done> future = ended.take();
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalStateException failure) {
        throw failure; // made in runCell: names the cell, holds the cause
      }
      throw new IllegalStateException("study: a cell failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("study: interrupted before all cells had ended", e);
    }
  }

  /** Waits for running cells, however long: a thread left behind would go on writing. */
  private static void awaitEnd(List<Thread> workers) {
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
