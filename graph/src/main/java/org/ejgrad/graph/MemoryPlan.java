// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
 * to the end for results, by the same rule over groups. The next value of a cell needs none: it is
 * computed where the cell keeps it.
 *
 * <p>In a program of {@link Precision#FLOAT32} single numbers stay in double: they cost nothing,
 * and sums and step counts keep their digits.
 */
final class MemoryPlan {
  private static final int NONE = -1;

  /** A use after all groups: a result. */
  private static final int END = Integer.MAX_VALUE;

  private final NodeList list;
  private final Precision precision;
  private final Stages stages;
  private final List<Group> groups;
  private final int[] groupOf;

  /** Roots up to this are results, then up to the next updates, then guards. */
  private final int results;

  private final int updatesEnd;

  /** Whether a value is the next one of a cell. */
  private final boolean[] ofCell;

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
  private final IdentityHashMap<Node, Block> floatConstants = new IdentityHashMap<>();
  private final Map<Precision, Integer> scratchLength = new EnumMap<>(Precision.class);

  /**
   * Plans the memory of a list whose first roots are results, the next the new values of cells, the
   * last guards, which are looked at where they are computed.
   */
  MemoryPlan(NodeList list, Precision precision, int results, int updates) {
    this.list = list;
    this.precision = precision;
    this.results = results;
    this.updatesEnd = results + updates;
    stages = new Stages(list);
    groups = stages.groups();
    ofCell = new boolean[list.size()];
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
        if (whole[member] && !ofCell[member]) {
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
      if (groupOf[i] == NONE) {
        continue;
      }
      RowRule rule = stages.rule(i);
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
    for (int k = 0; k < updatesEnd; k++) {
      whole[list.root(k)] = true;
      ofCell[list.root(k)] = k >= results;
      lastGroup[list.root(k)] = END;
    }
  }

  /**
   * A buffer for a whole value: for an elementwise op that of an input which it is the last to
   * read, if there is one of its shape, because rows of the two are then never needed together.
   */
  private int takeOver(int member, int group) {
    Node node = list.node(member);
    if (node instanceof Node.Application application && application.operation().inPlace()) {
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
    return buffers.take(node.shape().elements(), precision(member));
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
          list.node(member) instanceof Node.Application node && node.operation().inPlace();
      if (inPlace) {
        release(member, places);
      }
      if (!whole[member]) {
        scratchAt[member] =
            places.take(list.node(member).shape().cols() * group.blockRows(), precision(member));
      }
      if (!inPlace) {
        release(member, places);
      }
    }
    // Until here places went by number.
    int[] starts = places.starts(scratchLength);
    for (int member : group.members().asList()) {
      if (!whole[member]) {
        scratchAt[member] = starts[scratchAt[member]];
      }
    }
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

  /** The plan of a list in double whose roots are all results. */
  static MemoryPlan of(NodeList list) {
    return new MemoryPlan(list, Precision.FLOAT64, list.rootCount(), 0);
  }

  List<Group> groups() {
    return groups;
  }

  /** How rows of a node hang on those of its inputs. */
  RowRule rule(int index) {
    return stages.rule(index);
  }

  /** What the numbers of a value are. */
  Precision precision(int index) {
    return list.node(index).shape().isScalar() ? Precision.FLOAT64 : precision;
  }

  /** The numbers of a constant; those of float are made once for all workspaces. */
  Block constant(Node.Constant constant, Precision of) {
    Block whole = Block.of(constant.matrix());
    if (of == Precision.FLOAT64) {
      return whole;
    }
    synchronized (floatConstants) {
      return floatConstants.computeIfAbsent(
          constant,
          key -> {
            Block floats = Block.allocate(whole.rows, whole.cols, of);
            floats.copy(0, whole, 0, whole.length());
            return floats;
          });
    }
  }

  /** Whether a value is computed where its cell keeps it. */
  boolean ofCell(int index) {
    return ofCell[index];
  }

  /** The buffer of a whole value, or -1 if it is that of a leaf or cell or in scratch memory. */
  int bufferOf(int index) {
    return bufferOf[index];
  }

  /** Where a value of one block starts in the scratch memory of its precision, or -1. */
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

  /** What the numbers of a buffer are. */
  Precision precisionOfBuffer(int buffer) {
    return buffers.precisions.get(buffer);
  }

  /** Number of elements of the scratch memory of one thread. */
  int scratchLength(Precision of) {
    return scratchLength.getOrDefault(of, 0);
  }

  /** Bytes of all buffers, one thread's scratch memory, and the partial sums together. */
  long bytes() {
    long bytes = 0;
    for (Precision each : Precision.values()) {
      bytes += (long) each.bytes() * scratchLength(each);
    }
    for (int b = 0; b < bufferCount(); b++) {
      bytes += (long) precisionOfBuffer(b).bytes() * size(b);
    }
    for (Group group : groups) {
      for (int member : group.members().asList()) {
        if (group.blocks() > 1 && rule(member).kind() == RowRule.Kind.SUM) {
          bytes += RowSum.bytes(list.node(member).shape().elements(), group.tasks());
        }
      }
    }
    return bytes;
  }

  /** Pieces of memory of different sizes that are taken and given back. */
  private static final class Pool {
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Precision> precisions = new ArrayList<>();
    private final Map<Precision, NavigableMap<Integer, Deque<Integer>>> free =
        new EnumMap<>(Precision.class);

    private NavigableMap<Integer, Deque<Integer>> free(Precision precision) {
      return free.computeIfAbsent(precision, key -> new TreeMap<>());
    }

    int take(int elements, Precision precision) {
      var pieces = free(precision);
      var fitting = pieces.ceilingEntry(elements);
      if (fitting == null || fitting.getKey() > 2L * elements) {
        sizes.add(elements);
        precisions.add(precision);
        return sizes.size() - 1;
      }
      int piece = fitting.getValue().pop();
      if (fitting.getValue().isEmpty()) {
        pieces.remove(fitting.getKey());
      }
      return piece;
    }

    void release(int piece) {
      free(precisions.get(piece))
          .computeIfAbsent(sizes.get(piece), size -> new ArrayDeque<>())
          .push(piece);
    }

    /**
     * Where each piece starts if those of one precision lie one after the other on 64-byte lines.
     *
     * @param lengths raised to where they end. Modified.
     */
    int[] starts(Map<Precision, Integer> lengths) {
      int[] starts = new int[sizes.size()];
      Map<Precision, Integer> ends = new EnumMap<>(Precision.class);
      for (int p = 0; p < starts.length; p++) {
        Precision precision = precisions.get(p);
        int line = 64 / precision.bytes();
        starts[p] = ends.getOrDefault(precision, 0);
        ends.put(precision, starts[p] + (sizes.get(p) + line - 1) / line * line);
      }
      ends.forEach((precision, end) -> lengths.merge(precision, end, Math::max));
      return starts;
    }
  }
}
