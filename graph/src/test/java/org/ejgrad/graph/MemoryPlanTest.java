// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  @Test
  void chainOfElementwiseLayers_anyLength_needsOneBufferAndOnePlaceInScratch() {
    for (int layers : new int[] {2, 3, 50, 500}) {
      Program program = Program.compile(List.of(chain(layers)), Updates.NONE);
      assertEquals(1, program.bufferCount(), layers + " layers");
      assertEquals(2 * 8 * 20 * 30, program.bufferBytes());
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
    // All in one group of one block: the forward values are places in scratch memory.
    long matrices = Program.compile(gradient, Updates.NONE).bufferBytes() / (8 * 20 * 30);
    assertTrue(matrices <= layers + 4, () -> matrices + " matrices");
  }

  @Test
  void valuesThatAreAliveTogether_neverShareMemory() {
    for (long seed = 0; seed < 1000; seed++) {
      List<Node> results = RandomGraphs.results(seed);
      NodeList list = Compiler.run(Compiler.passes(results.size()), results);
      MemoryPlan plan = MemoryPlan.of(list);
      int[] order = orders(list, plan);
      int[] lastUse = lastUses(list, plan, order, true);
      int[] lastRead = lastUses(list, plan, order, false);
      for (int i = 0; i < list.size(); i++) {
        for (int before = 0; before < list.size(); before++) {
          if (order[before] < order[i] && order[before] >= 0) {
            boolean inPlace = list.node(i).op().orElseThrow().inPlace();
            // An op that runs in place may take over what it is the last to read.
            boolean alive =
                lastUse[before] >= order[i] && !(inPlace && lastRead[before] == order[i]);
            String what = "seed " + seed + ", values " + before + " and " + i;
            assertTrue(!alive || disjoint(list, plan, before, i), what);
          }
        }
      }
    }
  }

  /** Scratch memory is one; each buffer is a memory of its own. */
  private static boolean disjoint(NodeList list, MemoryPlan plan, int a, int b) {
    if (plan.bufferOf(a) >= 0 || plan.bufferOf(b) >= 0) {
      return plan.bufferOf(a) != plan.bufferOf(b);
    }
    return plan.scratchAt(a) + list.node(a).shape().elements() <= plan.scratchAt(b)
        || plan.scratchAt(b) + list.node(b).shape().elements() <= plan.scratchAt(a);
  }

  /** When each value is computed, or -1 for a leaf. */
  private static int[] orders(NodeList list, MemoryPlan plan) {
    int[] order = new int[list.size()];
    Arrays.fill(order, -1);
    int next = 0;
    for (Group group : plan.groups()) {
      for (int member : group.members().asList()) {
        order[member] = next++;
      }
    }
    return order;
  }

  /**
   * When each value is read last, in the same count, computed without the plan's own; a whole value
   * to the end of its last group if asked.
   */
  private static int[] lastUses(NodeList list, MemoryPlan plan, int[] order, boolean toGroupsEnd) {
    int[] lastUse = order.clone();
    for (Group group : plan.groups()) {
      int groupsEnd = order[group.members().get(group.members().length() - 1)];
      for (int member : group.members().asList()) {
        for (int k = 0; k < list.inputCount(member); k++) {
          int input = list.input(member, k);
          int use = plan.scratchAt(input) >= 0 || !toGroupsEnd ? order[member] : groupsEnd;
          lastUse[input] = Math.max(lastUse[input], use);
        }
      }
    }
    for (int k = 0; k < list.rootCount(); k++) {
      lastUse[list.root(k)] = Integer.MAX_VALUE;
    }
    return lastUse;
  }

  @Test
  void everyValue_hasExactlyOnePlace() {
    for (long seed = 0; seed < 200; seed++) {
      List<Node> results = RandomGraphs.results(seed);
      NodeList list = Compiler.run(Compiler.passes(results.size()), results);
      MemoryPlan plan = MemoryPlan.of(list);
      for (int i = 0; i < list.size(); i++) {
        boolean leaf = !(list.node(i) instanceof Node.Application);
        int places = (plan.bufferOf(i) >= 0 ? 1 : 0) + (plan.scratchAt(i) >= 0 ? 1 : 0);
        assertEquals(leaf ? 0 : 1, places, "seed " + seed + ", value " + i);
        if (plan.bufferOf(i) >= 0) {
          assertTrue(plan.size(plan.bufferOf(i)) >= list.node(i).shape().elements());
        }
      }
    }
  }

  private static Node chain(int layers) {
    Node y = Node.input("x", Shape.of(20, 30));
    for (int i = 0; i < layers; i++) {
      y = TestOps.sine(y);
    }
    return y;
  }
}
