// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeTableTest {
  private static final int MANY = 3000;

  private final Node[] nodes =
      IntStream.range(0, MANY).mapToObj(Node::constant).toArray(Node[]::new);

  @Test
  void add_manyNodes_areNumberedInTheirOrder() {
    NodeTable table = new NodeTable(NodeTable.IDENTITY, 0);
    for (int i = 0; i < MANY; i++) {
      assertEquals(-1, table.find(nodes[i]));
      assertEquals(i, table.add(nodes[i]));
    }
    assertEquals(MANY, table.size());
    assertArrayEquals(nodes, table.toArray());
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, table.find(nodes[i]));
      assertSame(nodes[i], table.node(i));
    }
  }

  @Test
  void add_theSameNodeAgain_keepsItsNumber() {
    NodeTable table = new NodeTable(NodeTable.IDENTITY, 2);
    table.add(nodes[0]);
    table.add(nodes[1]);
    assertEquals(0, table.add(nodes[0]));
    assertEquals(2, table.size());
  }

  @Test
  void add_nodesWithOneHash_areToldApart() {
    NodeTable table = new NodeTable(new Parity(7), 16);
    for (int i = 0; i < MANY; i++) {
      table.add(nodes[i]);
    }
    assertEquals(2, table.size());
    assertSame(nodes[1], table.node(table.find(nodes[MANY - 1])));
  }

  @Test
  void add_hashesThatAgreeInTheirLowBits_areToldApart() {
    NodeTable.Sameness highBits =
        new NodeTable.Sameness() {
          @Override
          public long hash(Node node) {
            return (long) ((Node.Constant) node).value().get(0) << 50;
          }

          @Override
          public boolean same(Node a, Node b) {
            return a == b;
          }
        };
    NodeTable table = new NodeTable(highBits, 0);
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, table.add(nodes[i]));
    }
    for (int i = 0; i < MANY; i++) {
      assertEquals(i, table.find(nodes[i]));
    }
  }

  @Test
  void node_numberThatNoneHas_isAnError() {
    NodeTable table = new NodeTable(NodeTable.IDENTITY, 16);
    assertThrows(IndexOutOfBoundsException.class, () -> table.node(0));
  }

  /** Constants of odd value are one node, and so are those of even value; all have one hash. */
  private record Parity(long common) implements NodeTable.Sameness {
    @Override
    public long hash(Node node) {
      return common;
    }

    @Override
    public boolean same(Node a, Node b) {
      return parity(a) == parity(b);
    }

    private static double parity(Node node) {
      return ((Node.Constant) node).value().get(0) % 2;
    }
  }
}
