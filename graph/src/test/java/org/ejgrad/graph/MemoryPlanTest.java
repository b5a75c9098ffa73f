// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
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

  private static Node whole(Node... inputs) {
    return Node.apply(new Taken(inputs[0].shape()), inputs);
  }

  @Test
  void elementwiseOp_thatReadsAWholeValueLast_takesItsBuffer() {
    Node flipped = TestOps.flip(Node.input("x", Shape.of(20, 30)));
    MemoryPlan plan = MemoryPlan.of(NodeList.of(List.of(TestOps.sine(flipped))));
    assertEquals(1, plan.bufferCount());
  }

  /** While one op reads all of a value again and again, another may not write over it. */
  @Test
  void elementwiseOp_besideOneThatReadsAll_takesABufferOfItsOwn() {
    DMatrixRMaj numbers = new DMatrixRMaj(300, 300);
    Arrays.setAll(numbers.data, i -> Math.sin(i));
    Node x = Node.constant(numbers);
    Node all = TestOps.identity(x, () -> {});
    Node product = Node.apply(new RowTimesAll(), x, all);
    Node sine = TestOps.sine(all);
    List<Node> results = List.of(product, sine);
    Program program = Program.compile(results, Updates.NONE, List.of());
    assertTrue(program.plan().groups().get(1).blocks() > 1);
    Workspace run = program.workspace().run();
    for (Node result : results) {
      PassesTest.assertSameBits(TestOps.interpret(result), run.value(result), "together");
    }
  }

  /** Row i of y: the product of row i of a with the sum of each row of b. */
  private record RowTimesAll() implements Op {
    @Override
    public String label() {
      return "rowTimesAll";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public RowRule rows(List<Shape> inputs) {
      return RowRule.each(true, false);
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          double sum = 0;
          for (int k = 0; k < x[1].rows(); k++) {
            sum += x[1].get(k * x[1].cols() + i % y.cols());
          }
          y.set(i, x[0].get(i) * sum);
        }
      };
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      throw new IllegalStateException("never differentiated here");
    }
  }

  /** What another value could have had a result would hold to the end. */
  @Test
  void result_smallerThanAFreeBuffer_getsItsOwn_whereOthersNeedThat() {
    Node x = Node.input("x", Shape.of(10, 20));
    Node second = whole(whole(x));
    Node result = whole(Node.input("y", Shape.of(10, 15)));
    Node last = whole(second, result);
    MemoryPlan plan = MemoryPlan.of(NodeList.of(List.of(last, result)));
    assertEquals(8 * (200 + 200 + 150), plan.bytes());
  }

  @Test
  void result_smallerThanAFreeBuffer_takesIt_whereNobodyNeedsIt() {
    Node x = Node.input("x", Shape.of(10, 20));
    Node result = Node.apply(new Taken(Shape.of(10, 15)), whole(whole(x)));
    MemoryPlan plan = MemoryPlan.of(NodeList.of(List.of(result)));
    assertEquals(8 * (200 + 200), plan.bytes());
  }

  /** Ops that cannot run in place, in scratch memory. */
  @Test
  void chainThere_andBack_needsTheSameScratchMemoryForAnyLength() {
    long few = thereAndBack(3);
    assertEquals(few, thereAndBack(30));
  }

  private static long thereAndBack(int times) {
    Node y = Node.input("x", Shape.of(100, 1));
    for (int k = 0; k < times; k++) {
      Node wide = Structure.broadcast(TestOps.sine(y), Shape.of(100, 20));
      y = Structure.sumTo(TestOps.sine(wide), Shape.of(100, 1));
    }
    return MemoryPlan.of(NodeList.of(List.of(TestOps.sine(y)))).bytes();
  }

  /** Numbers of a given shape, made from whole inputs. */
  private record Taken(Shape target) implements Op {
    @Override
    public String label() {
      return "taken";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return target;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      throw new IllegalStateException("never run here");
    }

    @Override
    public List<Node> vjp(Node y, Node yBar) {
      throw new IllegalStateException("never differentiated here");
    }
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
