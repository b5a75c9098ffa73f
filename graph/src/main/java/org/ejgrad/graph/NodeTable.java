// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers nodes 0, 1, 2, ... in the order in which they are added, and finds the number of a node:
 * a hash table with double hashing. The first place of a node is the low half of its hash, so that
 * nodes that were made one after the other are found one beside the other, in the cache; jumps
 * after that come from the high half and are far, so that runs of taken places are left.
 */
final class NodeTable {
  /** Which nodes count as one. */
  interface Sameness {
    /** Low half: about when the node was made. High half: whatever tells nodes apart. */
    long hash(Node node);

    boolean same(Node a, Node b);
  }

  private static final long FREE = 0;

  /** Keeps the low half of an int, and fills the high half by 2^32 over the golden ratio. */
  private static final long SPREADING = 0x9E3779B1_00000001L;

  /** Each node is one. */
  static final Sameness IDENTITY =
      new Sameness() {
        @Override
        public long hash(Node node) {
          return node.serial() * SPREADING;
        }

        @Override
        public boolean same(Node a, Node b) {
          return a == b;
        }
      };

  private final Sameness sameness;
  private @Nullable Node[] nodes;
  private int size;

  /** High half: that of the hash, so that few nodes are compared. Low half: the number, plus 1. */
  private long[] entries;

  /** An empty table, with room for as many nodes as are expected; it grows where more come. */
  NodeTable(Sameness sameness, int expected) {
    this.sameness = sameness;
    this.nodes = new Node[Math.max(expected, 16)];
    this.entries = new long[Integer.highestOneBit(nodes.length) * 2];
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

  /** All nodes, by their numbers. */
  Node[] toArray() {
    return Arrays.copyOf(nodes, size, Node[].class);
  }

  /** The number of a node, or -1 if neither it nor the same was added. */
  int find(Node node) {
    return number(entries[place(node, sameness.hash(node))]);
  }

  /** The number of a node, which is the next one if neither it nor the same was added before. */
  int add(Node node) {
    long hash = sameness.hash(node);
    int place = place(node, hash);
    if (entries[place] != FREE) {
      return number(entries[place]);
    }
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
    }
    nodes[size++] = node;
    entries[place] = entry(hash, size - 1);
    if (size > entries.length / 4 * 3) {
      grow();
    }
    return size - 1;
  }

  private static long entry(long hash, int number) {
    return (hash >>> 32 << 32) | (number + 1);
  }

  /** The number of an entry, or -1 if it is free. */
  private static int number(long entry) {
    return (int) entry - 1;
  }

  /** Where the entry of a node is or, if it has none, would be. */
  private int place(Node node, long hash) {
    int mask = entries.length - 1;
    int place = (int) hash & mask;
    while (entries[place] != FREE && !isOf(entries[place], node, hash)) {
      place = (place + jump(hash)) & mask;
    }
    return place;
  }

  private boolean isOf(long entry, Node node, long hash) {
    return entry >>> 32 == hash >>> 32 && sameness.same(node(number(entry)), node);
  }

  /** Odd, so that jumping comes by every place. */
  private static int jump(long hash) {
    return (int) (hash >>> 40) | 1;
  }

  private void grow() {
    entries = new long[2 * entries.length];
    int mask = entries.length - 1;
    for (int number = 0; number < size; number++) {
      long hash = sameness.hash(node(number));
      int place = (int) hash & mask;
      while (entries[place] != FREE) {
        place = (place + jump(hash)) & mask;
      }
      entries[place] = entry(hash, number);
    }
  }
}
