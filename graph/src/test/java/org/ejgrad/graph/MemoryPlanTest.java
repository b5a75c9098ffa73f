// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  @Test
  void chainOfElementwiseLayers_anyLength_needsOneBuffer() {
    for (int layers : new int[] {1, 2, 50, 500}) {
      Program program = Program.compile(List.of(chain(layers)), Updates.NONE);
      assertEquals(1, program.bufferCount(), layers + " layers");
      assertEquals(8 * 20 * 30, program.bufferBytes());
    }
  }

  @Test
  void chainOfMatrixOps_anyLength_needsTwoBuffers() {
    Node y = Node.input("x", Shape.of(4, 6));
    for (int i = 0; i < 51; i++) {
      // A watched node between the flips keeps them from cancelling.
      y = TestOps.identity(TestOps.flip(y), () -> {});
    }
    assertEquals(2, Program.compile(List.of(y), Updates.NONE).bufferCount());
  }

  @Test
  void fiftyLayersThereAndBack_needTheForwardValuesAndAConstantNumberMore() {
    int layers = 50;
    Node x = Node.input("x", Shape.of(20, 30));
    Node y = x;
    for (int i = 0; i < layers; i++) {
      y = TestOps.sine(y);
    }
    Node loss = Structure.sumTo(y, Shape.SCALAR);
    List<Node> gradient =
        Gradients.of(loss, Node.constant(1), List.of(x), Gradients.Unreached.ERROR);
    int buffers = Program.compile(gradient, Updates.NONE).bufferCount();
    assertTrue(buffers <= layers + 4, () -> buffers + " buffers");
  }

  @Test
  void valuesThatAreAliveTogether_neverShareABuffer() {
    for (long seed = 0; seed < 1000; seed++) {
      NodeList list = Compiler.run(Compiler.PASSES, RandomGraphs.results(seed));
      MemoryPlan plan = MemoryPlan.of(list);
      int[] lastUse = lastUses(list);
      for (int i = 0; i < list.size(); i++) {
        if (plan.bufferOf(i) == MemoryPlan.LEAF) {
          continue;
        }
        assertTrue(plan.size(plan.bufferOf(i)) >= list.node(i).shape().elements());
        boolean inPlace = list.node(i).op().orElseThrow() instanceof ElementwiseOp;
        for (int before = 0; before < i; before++) {
          boolean alive = inPlace ? lastUse[before] > i : lastUse[before] >= i;
          if (alive && plan.bufferOf(before) != MemoryPlan.LEAF) {
            String what = "seed " + seed + ", values " + before + " and " + i;
            assertNotEquals(plan.bufferOf(before), plan.bufferOf(i), what);
          }
        }
      }
    }
  }

  @Test
  void buffers_ofVeryDifferentSizes_areNotExchanged() {
    Node x = Node.input("x", Shape.of(1, 1000));
    Node small = Structure.sumTo(TestOps.sine(x), Shape.SCALAR);
    Node next = TestOps.sine(TestOps.sine(small));
    Program program = Program.compile(List.of(next), Updates.NONE);
    assertEquals(2, program.bufferCount());
    assertEquals(8 * 1001, program.bufferBytes());
  }

  @Test
  void leaves_takeNoBuffer() {
    Node x = Node.input("x", Shape.of(5, 5));
    NodeList list = NodeList.of(List.of(TestOps.sine(x)));
    MemoryPlan plan = MemoryPlan.of(list);
    assertEquals(MemoryPlan.LEAF, plan.bufferOf(0));
    assertEquals(0, plan.bufferOf(1));
    assertEquals("1 buffers, 200 bytes, [-1, 0]", plan.toString());
  }

  private static Node chain(int layers) {
    Node y = Node.input("x", Shape.of(20, 30));
    for (int i = 0; i < layers; i++) {
      y = TestOps.sine(y);
    }
    return y;
  }

  /** The index of each value's last reader, computed without the plan. */
  private static int[] lastUses(NodeList list) {
    int[] lastUse = new int[list.size()];
    Arrays.fill(lastUse, -1);
    for (int i = 0; i < list.size(); i++) {
      for (int k = 0; k < list.inputCount(i); k++) {
        lastUse[list.input(i, k)] = i;
      }
    }
    for (int k = 0; k < list.rootCount(); k++) {
      lastUse[list.root(k)] = list.size();
    }
    return lastUse;
  }
}
