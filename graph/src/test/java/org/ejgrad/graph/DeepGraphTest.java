// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeepGraphTest {
  private static final int DEPTH = 1_000_000;
  private static final int SMALL_STACK = 256 * 1024;

  @Test
  void chainOfAMillionNodes_runsOnASmallStackWithTheRightGradient() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, DeepGraphTest::chain, "small stack", SMALL_STACK);
    thread.setUncaughtExceptionHandler((t, thrown) -> failure.set(thrown));
    thread.start();
    thread.join();
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  private static void chain() {
    double factor = 1 + 1e-6;
    Node c = Node.constant(factor);
    Node x = Node.input("x", Shape.SCALAR);
    Node y = x;
    for (int i = 0; i < DEPTH; i++) {
      y = TestOps.times(y, c);
    }
    List<Node> g = Gradients.of(y, Node.constant(1), List.of(x), Gradients.Unreached.ERROR);
    Program program = Program.compile(List.of(y, g.get(0)), Updates.NONE);
    Workspace run = program.workspace().set(x, 2).run();
    double slope = 1;
    double value = 2;
    for (int i = 0; i < DEPTH; i++) {
      slope *= factor;
      value *= factor;
    }
    assertEquals(value, run.scalar(y));
    assertEquals(slope, run.scalar(g.get(0)));
    assertTrue(program.bufferCount() <= 3, () -> program.bufferCount() + " buffers");
    assertTrue(GraphText.of(g).length() > DEPTH);
    assertTrue(run.firstNonFinite().isEmpty());
  }

  @Test
  void fanIn_hundredThousandWide_isLinear() {
    int width = 100_000;
    Cell x = Cell.scalar("x", 0.5);
    Node y = TestOps.sine(x.node());
    for (int i = 1; i < width; i++) {
      y = Structure.add(y, TestOps.sine(x.node()));
    }
    Node g = Gradients.of(y, Node.constant(1), List.of(x), Gradients.Unreached.ERROR).get(0);
    // For each term its slope, the product with the cotangent, and an addition.
    assertTrue(RandomGraphs.needed(g).size() <= 3 * width + 2);
    Workspace run = Program.compile(List.of(g), Updates.NONE).workspace().run();
    // Summing 1e5 equal numbers one by one loses at most 1e5 units in the last place.
    assertEquals(width * Math.cos(0.5), run.scalar(g), 1e-6);
  }
}
