// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers nodes 0, 1, 2, ... in the order in which they are added, and finds the number of a node:
 * a hash table with double hashing. The first place of a node is its serial number, so that nodes
 * that were made one after the other are found one beside the other, in the cache, and never meet;
 * jumps after that are far, so that runs of taken places are left.
 */
final class NodeTable {
  private static final int FREE = 0;

  /** 2^32 over the golden ratio, odd: the high bits of a product hang on all of a number. */
  private static final int SPREAD = 0x9E3779B1;

  private @Nullable Node[] nodes;
  private int size;

  /** Numbers, plus 1. */
  private int[] entries;

  /** An empty table, with room for as many nodes as are expected; it grows where more come. */
  NodeTable(int expected) {
    this.nodes = new Node[Math.max(expected, 16)];
    this.entries = new int[Integer.highestOneBit(nodes.length) * 2];
  }

  int size() {
    return size;
  }

  /** The node that was added under this number. */
  Node node(int number) {
    Node node = nodes[number];
    if (node == null) {
      throw new IndexOutOfBoundsException(number);
    }
    return node;
  }

  /** The number of a node, or -1 if it was not added. */
  int find(Node node) {
    return entries[place(node)] - 1;
  }

  /** The number of a node, which is the next one if it was not added before. */
  int add(Node node) {
    int place = place(node);
    if (entries[place] != FREE) {
      return entries[place] - 1;
    }
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
    }
    nodes[size++] = node;
    entries[place] = size;
    if (size > entries.length / 4 * 3) {
      grow();
    }
    return size - 1;
  }

  /** Where the entry of a node is or, if it has none, would be. */
  private int place(Node node) {
    int mask = entries.length - 1;
    int place = node.serial() & mask;
    while (entries[place] != FREE && nodes[entries[place] - 1] != node) {
      place = (place + jump(node.serial())) & mask;
    }
    return place;
  }

  /**
   * Odd, so that jumping comes by every place. The serial number plus 1, since the very first node
   * would jump by 1, through all of a run; it is often a parameter that all of a graph reads.
   */
  static int jump(int serial) {
    return ((serial + 1) * SPREAD) >>> 8 | 1;
  }

  private void grow() {
    entries = new int[2 * entries.length];
    for (int number = 0; number < size; number++) {
      entries[place(node(number))] = number + 1;
    }
  }
}
