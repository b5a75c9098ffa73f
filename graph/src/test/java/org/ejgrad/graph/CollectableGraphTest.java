// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Nothing keeps a graph or a program in memory but who uses it. */
class CollectableGraphTest {
  /** Many blocks, so that threads take part. */
  private final Cell w = new Cell("w", new DMatrixRMaj(10_000, 20));

  private final Workers workers = new Workers(2);

  /** Builds, differentiates, compiles and runs a step, of which only what it changed is left. */
  private List<WeakReference<Object>> step() {
    Node next = Structure.add(w.node(), Structure.fill(1, w.shape()));
    Node loss = Structure.sumTo(TestOps.times(next, next), Shape.SCALAR);
    Node slope = Gradients.of(loss, Node.constant(1), List.of(w), Gradients.Unreached.ERROR).get(0);
    Updates updates = new Updates(List.of(Update.of(w, next)), List.of(loss, slope));
    Program program = Program.compile(List.of(loss), updates);
    Workspace run = program.workspace(workers).run();
    return List.of(
        new WeakReference<>(next),
        new WeakReference<>(loss),
        new WeakReference<>(slope),
        new WeakReference<>(program),
        new WeakReference<>(run));
  }

  private static boolean isCollected(List<WeakReference<Object>> references)
      throws InterruptedException {
    boolean gone = false;
    for (int tries = 0; tries < 100 && !gone; tries++) {
      System.gc();
      gone = references.stream().allMatch(reference -> reference.get() == null);
      if (!gone) {
        Thread.sleep(10);
      }
    }
    return gone;
  }

  @Test
  void graphOfAStep_isCollectableOnceItHasRun() throws InterruptedException {
    assertTrue(isCollected(step()), "something keeps the step");
    assertEquals(1, w.value().data[0]);
  }

  @Test
  void graphOfAStepThatFails_isCollectableToo() throws InterruptedException {
    assertTrue(isCollected(failingStep()), "something keeps the step or its failure");
  }

  private List<WeakReference<Object>> failingStep() {
    Node y = Node.apply(new FailingRows(), Structure.add(w.node(), Structure.fill(1, w.shape())));
    Workspace run = Program.compile(List.of(y), Updates.NONE).workspace(workers);
    try {
      run.run();
    } catch (OpFailedException expected) {
      return List.of(
          new WeakReference<>(y), new WeakReference<>(run), new WeakReference<>(expected));
    }
    throw new AssertionError("the step did not fail");
  }

  /** Refuses all numbers. */
  private record FailingRows() implements ElementwiseOp {
    @Override
    public String label() {
      return "failing";
    }

    @Override
    public boolean mayFail() {
      return true;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        throw new IllegalArgumentException("no");
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      return List.of(yBar);
    }
  }
}
