// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  @AfterEach
  void stop() {
    leave.countDown();
    threads.shutdownNow();
  }

  @Test
  void twoWritersAtOnce_theSecondGetsAnErrorAndChangesNothing() throws Exception {
    Cell shared = Cell.scalar("shared", 1);
    Cell other = Cell.scalar("other", 1);
    Node slow = TestOps.identity(shared.node(), this::waitInside);
    Workspace first =
        Program.compile(List.of(), Updates.of(Update.of(shared, Structure.add(slow, slow))))
            .workspace();
    Workspace second =
        Program.compile(
                List.of(),
                Updates.of(
                    Update.of(other, Node.constant(50)), Update.of(shared, Node.constant(60))))
            .workspace();
    Future<Workspace> running = threads.submit(first::run);
    assertTrue(inside.await(10, SECONDS));

    IllegalStateException error = assertThrows(IllegalStateException.class, second::run);
    assertEquals(
        "cell 'shared' is being written by another run. Run one after the other.",
        error.getMessage());
    assertThrows(IllegalStateException.class, () -> shared.set(new DMatrixRMaj(1, 1)));
    assertEquals(1, other.value().data[0]);

    leave.countDown();
    running.get(10, SECONDS);
    assertEquals(2, shared.value().data[0]);
    second.run();
    assertEquals(60, shared.value().data[0]);
    assertEquals(50, other.value().data[0]);
  }

  /** Making room for the next value is not writing: nobody is in the way of a run. */
  @Test
  void workspaces_madeBesideRuns_disturbNone() throws Exception {
    Cell shared = Cell.scalar("shared", 0);
    Updates updates = Updates.of(Update.of(shared, Structure.add(shared.node(), Node.constant(1))));
    Workspace run = Program.compile(List.of(), updates).workspace();
    Program other = Program.compile(List.of(), updates, Precision.FLOAT32);
    Future<Workspace> running =
        threads.submit(
            () -> {
              inside.countDown();
              for (int k = 1; k < 20_000; k++) {
                run.run();
              }
              return run.run();
            });
    assertTrue(inside.await(10, SECONDS));
    do {
      other.workspace();
    } while (!running.isDone());
    running.get(10, SECONDS);
    assertEquals(20_000, shared.value().data[0]);
  }

  /** Many leaves, so that much time lies between reading the first cell's place and locking it. */
  @Test
  void twoWritersAtOnce_eachRunThatSucceedsCounts() throws Exception {
    Cell counter = Cell.scalar("counter", 0);
    List<Node> roots = new ArrayList<>();
    roots.add(Structure.add(counter.node(), Node.constant(1)));
    for (int k = 0; k < 300; k++) {
      roots.add(Cell.scalar("other" + k, k).node());
    }
    Program program = Program.compile(roots, Updates.of(Update.of(counter, roots.get(0))));
    Callable<Integer> writer =
        () -> {
          Workspace own = program.workspace();
          int successes = 0;
          for (int i = 0; i < 20_000; i++) {
            try {
              own.run();
              successes++;
            } catch (IllegalStateException written) {
              Thread.onSpinWait();
            }
          }
          return successes;
        };
    Future<Integer> one = threads.submit(writer);
    Future<Integer> two = threads.submit(writer);
    assertEquals(one.get(60, SECONDS) + two.get(60, SECONDS), counter.value().data[0]);
  }

  @Test
  void oneWorkspaceOnTwoThreads_theSecondGetsAnError() throws Exception {
    Node y = TestOps.identity(Node.constant(4), this::waitInside);
    Workspace workspace = Program.compile(List.of(y), Updates.NONE).workspace();
    Future<Workspace> running = threads.submit(workspace::run);
    assertTrue(inside.await(10, SECONDS));
    IllegalStateException error = assertThrows(IllegalStateException.class, workspace::run);
    assertEquals(
        "run: another thread is running this workspace; make one for each thread",
        error.getMessage());
    leave.countDown();
    assertEquals(4, running.get(10, SECONDS).scalar(y));
  }

  @Test
  void oneProgramOnEightThreads_givesEqualBits() throws Exception {
    List<Node> results = RandomGraphs.results(17);
    Node x = Node.input("x", Shape.of(30, 20));
    Node y = Structure.add(TestOps.sine(TestOps.times(x, x)), TestOps.sine(x));
    List<Node> all = new ArrayList<>(results);
    all.add(Structure.sumTo(y, Shape.of(1, 20)));
    Program program = Program.compile(all, Updates.NONE);
    DMatrixRMaj data = new DMatrixRMaj(30, 20);
    for (int i = 0; i < data.getNumElements(); i++) {
      data.data[i] = Math.sin(i);
    }
    Workspace alone = program.workspace().set(x, data).run();
    List<Callable<Workspace>> tasks = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      tasks.add(
          () -> {
            Workspace own = program.workspace().set(x, data);
            for (int i = 0; i < 200; i++) {
              own.run();
            }
            return own;
          });
    }
    for (Future<Workspace> done : threads.invokeAll(tasks)) {
      for (Node result : all) {
        PassesTest.assertSameBits(alone.value(result), done.get().value(result), "thread");
      }
    }
  }

  @Test
  void oneGraphBuiltByEightThreads_isThatOfOne() throws Exception {
    int terms = 1000;
    Cell x = Cell.scalar("x", 1);
    Node common = Structure.add(x.node(), x.node());
    AtomicReference<Node> sum = new AtomicReference<>(common);
    List<Callable<Node>> tasks = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      tasks.add(
          () -> {
            for (int k = 0; k < terms; k++) {
              Node term = TestOps.times(common, Node.constant(k));
              sum.accumulateAndGet(term, Structure::add);
            }
            Node all = requireNonNull(sum.get());
            return Gradients.of(all, Node.constant(1), List.of(x), Gradients.Unreached.ERROR)
                .get(0);
          });
    }
    List<Future<Node>> gradients = threads.invokeAll(tasks);
    // Whole numbers, whose sum is exact in any order: 2 (1 + 8 (0 + .. + 999)).
    double expected = 2 * (1 + 8 * (terms * (terms - 1) / 2));
    Node all = requireNonNull(sum.get());
    Node slope = Gradients.of(all, Node.constant(1), List.of(x), Gradients.Unreached.ERROR).get(0);
    Workspace run = Program.compile(List.of(all, slope), Updates.NONE).workspace().run();
    assertEquals(expected, run.scalar(all));
    assertEquals(expected, run.scalar(slope));
    double largest = 0;
    for (Future<Node> gradient : gradients) {
      largest = Math.max(largest, TestOps.interpret(gradient.get()).data[0]);
    }
    // Whoever ended last saw all terms.
    assertEquals(expected, largest);
  }

  @Test
  void compile_repeated_givesTheSameProgramAndBits() {
    for (long seed = 0; seed < 50; seed++) {
      List<Node> results = RandomGraphs.results(seed);
      Program first = Program.compile(results, Updates.NONE);
      Workspace firstRun = first.workspace().run();
      for (int again = 0; again < 3; again++) {
        Program program = Program.compile(results, Updates.NONE);
        assertEquals(first.text(), program.text());
        Workspace run = program.workspace().run().run();
        for (Node result : results) {
          PassesTest.assertSameBits(firstRun.value(result), run.value(result), "seed " + seed);
        }
      }
    }
  }

  private void waitInside() {
    inside.countDown();
    try {
      leave.await(10, SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
