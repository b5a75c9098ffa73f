// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Where each node's value is.
 *
 * <p>A value that only members of its own group use, row by row, is needed for one block at a time:
 * it gets a place in the scratch memory, which all groups share. Walking the group once, each
 * member takes the smallest free place that is large enough but not more than twice as large, or a
 * new one, and then frees the places that nobody in the group uses later; an elementwise op frees
 * them before it takes its own and so runs in place. A chain of elementwise ops thus needs one
 * place, whatever its length.
 *
 * <p>Any other value is whole and gets a buffer, from its group to the last group that uses it, or
 * to the end for results, by the same rule over groups.
 */
final class MemoryPlan {
  private static final int NONE = -1;

  /** A use after all groups: a result. */
  private static final int END = Integer.MAX_VALUE;

  private final NodeList list;
  private final List<Group> groups;
  private final int[] groupOf;

  /** Whether a value must be whole. */
  private final boolean[] whole;

  /** The last node that uses a value. */
  private final int[] lastUse;

  /** The last group that uses a value. */
  private final int[] lastGroup;

  /** The last group that reads all of a value at once. */
  private final int[] lastWholeRead;

  /** Whether a value's buffer has become that of the op that read it last. */
  private final boolean[] takenOver;

  private final int[] bufferOf;
  private final int[] scratchAt;
  private final Pool buffers = new Pool();
  private int scratchLength;

  private MemoryPlan(NodeList list) {
    this.list = list;
    groups = Stages.of(list);
    groupOf = filled(list.size());
    bufferOf = filled(list.size());
    scratchAt = filled(list.size());
    whole = new boolean[list.size()];
    takenOver = new boolean[list.size()];
    lastWholeRead = filled(list.size());
    lastUse = filled(list.size());
    for (int g = 0; g < groups.size(); g++) {
      for (int member : groups.get(g).members().asList()) {
        groupOf[member] = g;
      }
    }
    lastGroup = groupOf.clone();
    findUses();
    List<List<Integer>> dying = dyingBuffers();
    for (int g = 0; g < groups.size(); g++) {
      for (int member : groups.get(g).members().asList()) {
        if (whole[member]) {
          bufferOf[member] = takeOver(member, g);
        }
      }
      placeInScratch(groups.get(g));
      for (int dead : dying.get(g)) {
        if (!takenOver[dead]) {
          buffers.release(bufferOf[dead]);
        }
      }
    }
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  private void findUses() {
    for (int i = 0; i < list.size(); i++) {
      if (!(list.node(i) instanceof Node.Application node)) {
        continue;
      }
      RowRule rule = Stages.rule(node);
      whole[i] |= rule.kind() != RowRule.Kind.EACH;
      for (int k = 0; k < list.inputCount(i); k++) {
        int input = list.input(i, k);
        lastUse[input] = i;
        lastGroup[input] = Math.max(lastGroup[input], groupOf[i]);
        boolean byRow = rule.kind() != RowRule.Kind.WHOLE && rule.byRow().get(k);
        whole[input] |= groupOf[input] != groupOf[i] || !byRow;
        if (!byRow) {
          lastWholeRead[input] = Math.max(lastWholeRead[input], groupOf[i]);
        }
      }
    }
    for (int k = 0; k < list.rootCount(); k++) {
      whole[list.root(k)] = true;
      lastGroup[list.root(k)] = END;
    }
  }

  /**
   * A buffer for a whole value: for an elementwise op that of an input which it is the last to
   * read, if there is one of its shape, because rows of the two are then never needed together.
   */
  private int takeOver(int member, int group) {
    Node node = list.node(member);
    if (node instanceof Node.Application application
        && application.operation() instanceof ElementwiseOp) {
      for (int k = 0; k < list.inputCount(member); k++) {
        int input = list.input(member, k);
        if (bufferOf[input] != NONE
            && lastGroup[input] == group
            && lastUse[input] == member
            && lastWholeRead[input] < group
            && !takenOver[input]
            && list.node(input).shape().equals(node.shape())) {
          takenOver[input] = true;
          return bufferOf[input];
        }
      }
    }
    return buffers.take(node.shape().elements());
  }

  /** For each group the nodes whose buffers nobody needs after it. */
  private List<List<Integer>> dyingBuffers() {
    List<List<Integer>> dying = new ArrayList<>();
    groups.forEach(group -> dying.add(new ArrayList<>()));
    for (int i = 0; i < list.size(); i++) {
      if (groupOf[i] != NONE && whole[i] && lastGroup[i] != END) {
        dying.get(lastGroup[i]).add(i);
      }
    }
    return dying;
  }

  private void placeInScratch(Group group) {
    Pool places = new Pool();
    for (int member : group.members().asList()) {
      boolean inPlace =
          list.node(member) instanceof Node.Application node
              && node.operation() instanceof ElementwiseOp;
      if (inPlace) {
        release(member, places);
      }
      if (!whole[member]) {
        scratchAt[member] = places.take(list.node(member).shape().cols() * group.blockRows());
      }
      if (!inPlace) {
        release(member, places);
      }
    }
    // Until here places went by number.
    int[] starts = places.starts();
    for (int member : group.members().asList()) {
      if (!whole[member]) {
        scratchAt[member] = starts[scratchAt[member]];
      }
    }
    scratchLength = Math.max(scratchLength, starts[starts.length - 1]);
  }

  /** Frees the places of inputs that the group's node {@code index} uses last. */
  private void release(int index, Pool places) {
    for (int k = 0; k < list.inputCount(index); k++) {
      int input = list.input(index, k);
      if (lastUse[input] == index && groupOf[input] != NONE && !whole[input]) {
        places.release(scratchAt[input]);
        // The same input may stand there twice.
        lastUse[input] = NONE;
      }
    }
  }

  static MemoryPlan of(NodeList list) {
    return new MemoryPlan(list);
  }

  List<Group> groups() {
    return groups;
  }

  /** The buffer of a whole value, or -1 if it is a leaf's or in scratch memory. */
  int bufferOf(int index) {
    return bufferOf[index];
  }

  /** Where a value of one block starts in scratch memory, or -1. */
  int scratchAt(int index) {
    return scratchAt[index];
  }

  int bufferCount() {
    return buffers.sizes.size();
  }

  /** Number of elements of a buffer. */
  int size(int buffer) {
    return buffers.sizes.get(buffer);
  }

  /** Number of elements of the scratch memory. */
  int scratchLength() {
    return scratchLength;
  }

  /** Bytes of all buffers, the scratch memory and the partial sums together. */
  long bytes() {
    long elements = scratchLength + buffers.sizes.stream().mapToLong(Integer::longValue).sum();
    for (Group group : groups) {
      for (int member : group.members().asList()) {
        if (group.blocks() > 1 && Stages.isSum(list.node(member))) {
          elements += RowSum.elements(list.node(member).shape().elements(), group.tasks());
        }
      }
    }
    return 8 * elements;
  }

  /** Pieces of memory of different sizes that are taken and given back. */
  private static final class Pool {
    private final List<Integer> sizes = new ArrayList<>();
    private final TreeMap<Integer, Deque<Integer>> free = new TreeMap<>();

    int take(int elements) {
      var fitting = free.ceilingEntry(elements);
      if (fitting == null || fitting.getKey() > 2L * elements) {
        sizes.add(elements);
        return sizes.size() - 1;
      }
      int piece = fitting.getValue().pop();
      if (fitting.getValue().isEmpty()) {
        free.remove(fitting.getKey());
      }
      return piece;
    }

    void release(int piece) {
      free.computeIfAbsent(sizes.get(piece), size -> new ArrayDeque<>()).push(piece);
    }

    /** Where each piece starts if they lie one after the other on 64-byte lines; then the end. */
    int[] starts() {
      int[] starts = new int[sizes.size() + 1];
      for (int p = 0; p < sizes.size(); p++) {
        starts[p + 1] = starts[p] + (sizes.get(p) + 7) / 8 * 8;
      }
      return starts;
    }
  }
}
