// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Which buffer holds which node's value.
 *
 * <p>Nodes run in list order, so a value is alive from its own index to that of its last use;
 * results stay alive to the end. Walking the list once, each op takes the smallest free buffer that
 * is large enough but not more than twice as large, or a new one, and then frees those of its
 * inputs that nobody uses later. An elementwise op frees them before it takes its own and so runs
 * in place. A chain of elementwise ops thus needs one buffer, whatever its length.
 */
final class MemoryPlan {
  /** No buffer: a leaf, which brings its own array. */
  static final int LEAF = -1;

  private final int[] bufferOf;
  private final List<Integer> sizes = new ArrayList<>();
  private final TreeMap<Integer, Deque<Integer>> free = new TreeMap<>();

  private MemoryPlan(NodeList list) {
    int[] lastUse = lastUses(list);
    bufferOf = new int[list.size()];
    for (int i = 0; i < list.size(); i++) {
      if (!(list.node(i) instanceof Node.Application node)) {
        bufferOf[i] = LEAF;
        continue;
      }
      boolean inPlace = node.operation() instanceof ElementwiseOp;
      if (inPlace) {
        release(list, i, lastUse);
      }
      bufferOf[i] = take(node.shape().elements());
      if (!inPlace) {
        release(list, i, lastUse);
      }
    }
  }

  static MemoryPlan of(NodeList list) {
    return new MemoryPlan(list);
  }

  /** The buffer of node {@code index}, or {@link #LEAF}. */
  int bufferOf(int index) {
    return bufferOf[index];
  }

  int bufferCount() {
    return sizes.size();
  }

  /** Number of elements of a buffer. */
  int size(int buffer) {
    return sizes.get(buffer);
  }

  /** Bytes of all buffers together. */
  long bytes() {
    return sizes.stream().mapToLong(size -> 8L * size).sum();
  }

  private static int[] lastUses(NodeList list) {
    int[] lastUse = new int[list.size()];
    for (int i = 0; i < list.size(); i++) {
      lastUse[i] = i;
      for (int k = 0; k < list.inputCount(i); k++) {
        lastUse[list.input(i, k)] = i;
      }
    }
    for (int k = 0; k < list.rootCount(); k++) {
      lastUse[list.root(k)] = Integer.MAX_VALUE;
    }
    return lastUse;
  }

  private void release(NodeList list, int index, int[] lastUse) {
    for (int k = 0; k < list.inputCount(index); k++) {
      int input = list.input(index, k);
      if (lastUse[input] == index && bufferOf[input] != LEAF) {
        int buffer = bufferOf[input];
        free.computeIfAbsent(sizes.get(buffer), size -> new ArrayDeque<>()).push(buffer);
        // The same input may stand there twice.
        lastUse[input] = LEAF;
      }
    }
  }

  private int take(int elements) {
    var fitting = free.ceilingEntry(elements);
    if (fitting == null || fitting.getKey() > 2L * elements) {
      sizes.add(elements);
      return sizes.size() - 1;
    }
    int buffer = fitting.getValue().pop();
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return buffer;
  }

  @Override
  public String toString() {
    return sizes.size() + " buffers, " + bytes() + " bytes, " + Arrays.toString(bufferOf);
  }
}
