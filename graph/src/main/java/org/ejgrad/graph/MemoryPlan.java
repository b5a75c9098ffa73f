// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
  private final NodeList list;
  private final Precision precision;
  private final RowRule[] rules;
  private final List<Group> groups;

  /** Whether a value is the next one of a cell. */
  private final boolean[] ofCell;

  /** Whether results get no larger buffers than they need. */
  private final boolean exact;

  /** Whether a result has a larger buffer than it needs. */
  private boolean wasteful;

  private final int[] bufferOf;
  private final int[] placeOf;
  private final int[] scratchAt;
  private final Pool buffers = new Pool();
  private final IdentityHashMap<Node, Block> floatConstants = new IdentityHashMap<>();
  private final Map<Precision, Integer> scratchLength = new EnumMap<>(Precision.class);

  private MemoryPlan(
      NodeList list,
      Precision precision,
      Stages stages,
      List<Group> groups,
      int results,
      int updates,
      boolean exact) {
    this.list = list;
    this.precision = precision;
    this.groups = groups;
    this.exact = exact;
    rules = stages.rules();
    ofCell = new boolean[list.size()];
    for (int k = results; k < results + updates; k++) {
      ofCell[list.root(k)] = true;
    }
    bufferOf = Uses.filled(list.size());
    placeOf = Uses.filled(list.size());
    scratchAt = Uses.filled(list.size());
    place(new Uses(list, rules, groups, results + updates));
  }

  /**
   * Plans the memory of a list whose first roots are results, the next the new values of cells, the
   * last guards, which are looked at where they are computed. A result that takes over a larger
   * buffer holds what others could use, one that gets its own leaves that one idle: which is better
   * hangs on the graph, so that both are tried.
   */
  static MemoryPlan of(NodeList list, Precision precision, int results, int updates) {
    Stages stages = new Stages(list);
    List<Group> groups = stages.groups();
    MemoryPlan shared = new MemoryPlan(list, precision, stages, groups, results, updates, false);
    if (!shared.wasteful) {
      return shared;
    }
    MemoryPlan exact = new MemoryPlan(list, precision, stages, groups, results, updates, true);
    return exact.bytes() < shared.bytes() ? exact : shared;
  }

  private void place(Uses uses) {
    // Whether a value's buffer has become that of the op that read it last.
    boolean[] takenOver = new boolean[list.size()];
    int[] dying = uses.dying(groups.size());
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      for (int m = 0; m < group.size(); m++) {
        int member = group.member(m);
        if (uses.isWhole(member) && !ofCell[member]) {
          bufferOf[member] = takeOver(member, g, uses, takenOver);
        }
      }
      placeInScratch(group, uses);
      for (int dead = dying[g]; dead != Uses.NONE; dead = dying[groups.size() + dead]) {
        if (!takenOver[dead]) {
          buffers.release(bufferOf[dead]);
        }
      }
    }
  }

  /**
   * A buffer for a whole value: for an elementwise op that of an input which it is the last to
   * read, if there is one of its shape, because rows of the two are then never needed together.
   */
  private int takeOver(int member, int group, Uses uses, boolean[] takenOver) {
    Shape shape = list.node(member).shape();
    if (runsInPlace(member)) {
      for (int k = 0; k < list.inputCount(member); k++) {
        int input = list.input(member, k);
        if (bufferOf[input] != Uses.NONE
            && uses.lastGroup(input) == group
            && uses.lastNode(input) == member
            && uses.lastWholeRead(input) < group
            && !takenOver[input]
            && list.node(input).shape().equals(shape)) {
          takenOver[input] = true;
          return bufferOf[input];
        }
      }
    }
    boolean forGood = uses.lastGroup(member) == Uses.END;
    int buffer =
        exact && forGood
            ? buffers.takeForGood(shape.elements(), precision(member))
            : buffers.take(shape.elements(), precision(member));
    wasteful |= forGood && buffers.size(buffer) > shape.elements();
    return buffer;
  }

  private boolean runsInPlace(int index) {
    return list.node(index) instanceof Node.Application node && node.operation().inPlace();
  }

  private void placeInScratch(Group group, Uses uses) {
    if (allWhole(group, uses)) {
      return;
    }
    Pool places = new Pool();
    for (int m = 0; m < group.size(); m++) {
      int member = group.member(m);
      boolean inPlace = runsInPlace(member);
      if (inPlace) {
        release(member, uses, places);
      }
      if (!uses.isWhole(member)) {
        placeOf[member] =
            places.take(group.elementsInBlock(list.node(member).shape()), precision(member));
      }
      if (!inPlace) {
        release(member, uses, places);
      }
    }
    int[] starts;
    try {
      starts = places.starts(scratchLength);
    } catch (OutOfMemoryError tooLarge) {
      throw outOfMemory(group, uses, tooLarge);
    }
    for (int m = 0; m < group.size(); m++) {
      int member = group.member(m);
      if (!uses.isWhole(member)) {
        scratchAt[member] = starts[placeOf[member]];
      }
    }
  }

  private OutOfMemoryError outOfMemory(Group group, Uses uses, OutOfMemoryError cause) {
    int index =
        group.members().stream()
            .filter(member -> !uses.isWhole(member))
            .boxed()
            .max(Comparator.comparingInt(i -> group.elementsInBlock(list.node(i).shape())))
            .orElseThrow();
    Node largest = list.node(index);
    String message = " The largest is " + list.formula(index) + " " + largest.shape() + ".";
    OutOfMemoryError error =
        new OutOfMemoryError(UserLine.after(cause.getMessage() + message, largest.line()));
    error.initCause(cause);
    return error;
  }

  private static boolean allWhole(Group group, Uses uses) {
    int m = 0;
    while (m < group.size() && uses.isWhole(group.member(m))) {
      m++;
    }
    return m == group.size();
  }

  /** Frees the places of inputs that the group's node {@code index} uses last. */
  private void release(int index, Uses uses, Pool places) {
    for (int k = 0; k < list.inputCount(index); k++) {
      int input = list.input(index, k);
      if (uses.lastNode(input) == index && !uses.isLeaf(input) && !uses.isWhole(input)) {
        places.release(placeOf[input]);
        uses.close(input);
      }
    }
  }

  /** The plan of a list in double whose roots are all results. */
  static MemoryPlan of(NodeList list) {
    return of(list, Precision.FLOAT64, list.rootCount(), 0);
  }

  List<Group> groups() {
    return groups;
  }

  /** How rows of a node hang on those of its inputs. */
  RowRule rule(int index) {
    return rules[index];
  }

  /** What the numbers of a value are. */
  Precision precision(int index) {
    return list.node(index).shape().isScalar() ? Precision.FLOAT64 : precision;
  }

  /** What the numbers are that an op takes and gives: float if any of them is. */
  Precision kept(int index) {
    Precision kept = precision(index);
    for (int k = 0; k < list.inputCount(index); k++) {
      kept = precision(list.input(index, k)) == Precision.FLOAT32 ? Precision.FLOAT32 : kept;
    }
    return kept;
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

  /** Which place of its group a value of one block has, counted from 0, or -1. */
  int placeOf(int index) {
    return placeOf[index];
  }

  /** Where a value of one block starts in the scratch memory of its precision, or -1. */
  int scratchAt(int index) {
    return scratchAt[index];
  }

  int bufferCount() {
    return buffers.pieces();
  }

  /** Number of elements of a buffer. */
  int size(int buffer) {
    return buffers.size(buffer);
  }

  /** What the numbers of a buffer are. */
  Precision precisionOfBuffer(int buffer) {
    return buffers.precision(buffer);
  }

  /** Number of elements of the scratch memory of one thread. */
  int scratchLength(Precision of) {
    return scratchLength.getOrDefault(of, 0);
  }

  /** Bytes of the scratch memory of one thread. */
  long scratchBytes() {
    long bytes = 0;
    for (Precision each : Precision.values()) {
      bytes += (long) each.bytes() * scratchLength(each);
    }
    return bytes;
  }

  /** Bytes of all buffers, one thread's scratch memory, partial sums, and programs inside ops. */
  long bytes() {
    long bytes = scratchBytes();
    for (int b = 0; b < bufferCount(); b++) {
      bytes += (long) precisionOfBuffer(b).bytes() * size(b);
    }
    for (Group group : groups) {
      for (int m = 0; m < group.size(); m++) {
        int member = group.member(m);
        if (group.blocks() > 1 && rule(member).kind() == RowRule.Kind.SUM) {
          bytes += RowSum.bytes(list.node(member).shape().elements(), group.tasks());
        }
        Node.Application node = (Node.Application) list.node(member);
        bytes += node.operation().bytes(node.inputShapes(), kept(member));
      }
    }
    return bytes;
  }
}
