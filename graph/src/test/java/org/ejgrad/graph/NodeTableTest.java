// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeTableTest {
  private static final int MANY = 3000;

  private final Node[] nodes =
      IntStream.range(0, MANY).mapToObj(Node::constant).toArray(Node[]::new);

  @Test
  void add_manyNodes_areNumberedInTheirOrder() {
    NodeTable table = new NodeTable(0);
    for (int i = 0; i < MANY; i++) {
      assertEquals(-1, table.find(nodes[i]));
      assertEquals(i, table.add(nodes[i]));
    }
    assertEquals(MANY, table.size());
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, table.find(nodes[i]));
      assertSame(nodes[i], table.node(i));
    }
  }

  @Test
  void add_theSameNodeAgain_keepsItsNumber() {
    NodeTable table = new NodeTable(2);
    table.add(nodes[0]);
    table.add(nodes[1]);
    assertEquals(0, table.add(nodes[0]));
    assertEquals(2, table.size());
  }

  @Test
  void add_nodesWithOnePlace_areToldApart() {
    int apart = 64;
    NodeTable table = new NodeTable(0);
    for (int i = 0; i < MANY; i += apart) {
      assertEquals(i / apart, table.add(nodes[i]));
    }
    for (int i = 0; i < MANY; i++) {
      assertEquals(i % apart == 0 ? i / apart : -1, table.find(nodes[i]));
    }
  }

  /** Parameters and inputs, which all of a graph may read, are among the first nodes made. */
  @Test
  void jump_ofTheFirstNodes_isFar() {
    int places = 1 << 20;
    for (int serial = 0; serial < 300; serial++) {
      int jump = NodeTable.jump(serial) & (places - 1);
      assertTrue(Math.min(jump, places - jump) > 300, "serial " + serial + " jumps by " + jump);
    }
  }

  @Test
  void node_numberThatNoneHas_isAnError() {
    NodeTable table = new NodeTable(16);
    assertThrows(IndexOutOfBoundsException.class, () -> table.node(0));
  }
}
