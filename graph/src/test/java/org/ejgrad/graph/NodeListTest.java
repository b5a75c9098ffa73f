// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeListTest {
  private final Node x = Node.input("x", Shape.SCALAR);
  private final Node z = Node.input("z", Shape.SCALAR);

  @Test
  void order_isDepthFirstInputsFirstToLast() {
    Node left = TestOps.sine(z);
    Node right = TestOps.sine(x);
    Node y = Structure.add(left, right);
    assertEquals(List.of(z, left, x, right, y), RandomGraphs.needed(y));
  }

  @Test
  void order_everyNodeStandsOnceAndAfterItsInputs() {
    for (long seed = 0; seed < 300; seed++) {
      NodeList list = NodeList.of(RandomGraphs.results(seed));
      int[] indices = list.indicesOf(IntStream.range(0, list.size()).mapToObj(list::node).toList());
      for (int i = 0; i < list.size(); i++) {
        assertEquals(i, indices[i]);
        assertEquals(list.node(i).inputCount(), list.inputCount(i));
        for (int k = 0; k < list.inputCount(i); k++) {
          assertTrue(list.input(i, k) < i);
          assertSame(list.node(i).input(k), list.node(list.input(i, k)));
        }
      }
    }
  }

  @Test
  void roots_keepTheirOrderAndRepeats() {
    Node y = TestOps.sine(x);
    NodeList list = NodeList.of(List.of(y, x, y));
    assertEquals(2, list.size());
    assertEquals(3, list.rootCount());
    assertEquals(List.of(y, x, y), list.rootNodes());
  }

  @Test
  void indicesOf_nodeThatNoRootNeeds_isMinusOne() {
    assertArrayEquals(new int[] {-1, 0, -1}, NodeList.of(List.of(x)).indicesOf(List.of(z, x, z)));
  }

  @Test
  void map_nothingReplaced_isTheSameList() {
    NodeList list = NodeList.of(List.of(TestOps.sine(x)));
    assertSame(list, list.map((index, node) -> node));
  }

  @Test
  void map_leafReplaced_rebuildsWhatUsesItAndNothingElse() {
    Node kept = TestOps.sine(z);
    Node y = Structure.add(TestOps.sine(x), kept);
    NodeList list = NodeList.of(List.of(y)).map((index, node) -> node == x ? z : node);
    Node root = list.rootNodes().get(0);
    assertSame(z, root.input(0).input(0));
    assertSame(kept, root.input(1));
    assertArrayEquals(new int[] {-1}, list.indicesOf(List.of(x)));
  }

  @Test
  void empty_noRoots_isEmpty() {
    NodeList list = NodeList.of(List.of());
    assertEquals(0, list.size());
    assertEquals(0, list.rootCount());
  }

  @Test
  void of_chainDeeperThanTheFirstStack_works() {
    Node y = x;
    for (int i = 0; i < 1000; i++) {
      y = TestOps.sine(y);
    }
    assertEquals(1001, NodeList.of(List.of(y)).size());
  }
}
