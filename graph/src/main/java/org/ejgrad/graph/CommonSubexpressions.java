// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * Keeps one of several nodes that apply equal ops to the same nodes, and one of several equal 1x1
 * constants. Ops with identity equality, such as random ones, are never merged.
 */
final class CommonSubexpressions implements Pass {
  @Override
  public String title() {
    return "common subexpressions";
  }

  @Override
  public NodeList apply(NodeList list) {
    Merging merging = new Merging(list);
    int[] first = merging.first;
    if (!merging.found) {
      return list;
    }
    Node[] kept = new Node[first.length];
    return list.map((i, node) -> kept[i] = first[i] == i ? node : kept[first[i]]);
  }

  /** A hash table of places in a list, so that looking up a node does not touch its inputs. */
  private static final class Merging {
    private static final int FREE = -1;

    /** 2^64 over the golden ratio, odd: the high bits of a product hang on all of a number. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final NodeList list;

    /** For each node the first that has the same value. */
    private final int[] first;

    private final int[] entries;

    /** Whether any node has the value of one before it. */
    private boolean found;

    Merging(NodeList list) {
      this.list = list;
      first = new int[list.size()];
      entries = Uses.filled(4 * Integer.highestOneBit(Math.max(1, list.size())));
      for (int i = 0; i < first.length; i++) {
        first[i] = mayMerge(list.node(i)) ? find(i) : i;
        found |= first[i] != i;
      }
    }

    private static boolean mayMerge(Node node) {
      return node instanceof Node.Application
          || (node instanceof Node.Constant constant && constant.shape().isScalar());
    }

    /** The first node that is the same as this one, which may be this one itself. */
    private int find(int index) {
      int mask = entries.length - 1;
      long hash;
      int place;
      if (list.node(index) instanceof Node.Application node) {
        int op = node.operation().hashCode();
        hash = op;
        for (int k = 0; k < list.inputCount(index); k++) {
          hash = hash * SPREAD + input(index, k);
        }
        // Of nodes that use neighbours each lies beside the other, in the cache.
        int count = list.inputCount(index);
        place = count == 0 ? op & mask : (2 * input(index, count - 1) + (op & 1)) & mask;
      } else {
        hash = bits(list.node(index));
        place = (int) ((hash * SPREAD) >>> 32) & mask;
      }
      // Odd, so that jumping comes by every place.
      int jump = (int) ((hash * SPREAD) >>> 40) | 1;
      while (entries[place] != FREE && !same(entries[place], index)) {
        place = (place + jump) & mask;
      }
      if (entries[place] == FREE) {
        entries[place] = index;
      }
      return entries[place];
    }

    /** Equal ops on the same nodes, in the same order, or numbers with the same bits. */
    private boolean same(int i, int j) {
      Node a = list.node(i);
      Node b = list.node(j);
      if (!(a instanceof Node.Application x && b instanceof Node.Application y)) {
        return a.getClass() == b.getClass() && bits(a) == bits(b);
      }
      int count = list.inputCount(i);
      int k = 0;
      while (k < count && k < list.inputCount(j) && input(i, k) == input(j, k)) {
        k++;
      }
      return k == count && k == list.inputCount(j) && x.operation().equals(y.operation());
    }

    private int input(int index, int k) {
      return first[list.input(index, k)];
    }

    private static long bits(Node number) {
      return Double.doubleToRawLongBits(((Node.Constant) number).matrix().data[0]);
    }
  }
}
