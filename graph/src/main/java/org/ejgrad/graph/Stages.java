// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which nodes are run together as a {@link Group}.
 *
 * <p>Each node gets a number of rows, an epoch and a stage. A new epoch starts after each op that
 * needs whole matrices, so that groups do not pull such ops together and keep their results alive.
 * Within an epoch, a node that takes an input by row, from a node with as many rows, may be in that
 * input's stage; what needs a whole input, or a finished sum, comes a stage later. The nodes of one
 * stage that have equally many rows are one group: within it values pass by row, between groups
 * they are whole. So forward and backward of a network with small weights are one group.
 *
 * <p>What hangs on leaves alone could be computed at once, and would be kept whole until it is
 * used; it moves to where that is. So the decayed moments of an optimizer are computed row by row
 * with the update that needs them, not before the forward pass.
 */
final class Stages {
  /**
   * Elements of the widest node of a block, where there is no sum: an eighth of a 256 KiB cache.
   */
  private static final int BLOCK_ELEMENTS = 4096;

  /** Products amortise reading their weights over at least this many rows of a block. */
  private static final int PRODUCT_ROWS = 64;

  private static final int LEAF = -1;

  private final NodeList list;
  private final RowRule[] rules;
  private final int[] epoch;
  private final int[] stage;
  private final int[] rows;

  Stages(NodeList list) {
    this.list = list;
    this.rules = new RowRule[list.size()];
    this.epoch = new int[list.size()];
    this.stage = new int[list.size()];
    this.rows = new int[list.size()];
    int now = 0;
    for (int i = 0; i < list.size(); i++) {
      if (list.node(i) instanceof Node.Application node) {
        rules[i] = ruleOf(node);
        rows[i] = rowsOf(i);
        boolean wholeOp = rules[i].kind() == RowRule.Kind.WHOLE;
        now += wholeOp ? 1 : 0;
        epoch[i] = now;
        stage[i] = stageOf(i);
        now += wholeOp ? 1 : 0;
      } else {
        rules[i] = RowRule.WHOLE;
        epoch[i] = LEAF;
      }
    }
    if (now > 0 || Arrays.stream(stage).anyMatch(s -> s > 0)) {
      moveToFirstUse();
    }
  }

  /** Moves nodes that hang on leaves alone, row by row, to the stage that uses them first. */
  private void moveToFirstUse() {
    boolean[] fromLeaves = new boolean[list.size()];
    for (int i = 0; i < list.size(); i++) {
      fromLeaves[i] = rules[i].kind() == RowRule.Kind.EACH;
      for (int k = 0; k < list.inputCount(i); k++) {
        fromLeaves[i] &= epoch[list.input(i, k)] == LEAF || fromLeaves[list.input(i, k)];
      }
    }
    // Epoch in the high half, stage in the low one.
    long[] firstUse = new long[list.size()];
    Arrays.fill(firstUse, Long.MAX_VALUE);
    for (int i = list.size() - 1; i >= 0; i--) {
      long use = firstUse[i];
      if (fromLeaves[i] && use != Long.MAX_VALUE && (int) use >= 0 && use > place(i, 0)) {
        epoch[i] = (int) (use >>> 32);
        stage[i] = (int) use;
      }
      for (int k = 0; k < list.inputCount(i); k++) {
        int input = list.input(i, k);
        int before = passesByRow(input, i, k) ? 0 : 1;
        firstUse[input] = Math.min(firstUse[input], place(i, before));
      }
    }
  }

  /** The place of a node in the order of all stages, or that of so many stages before. */
  private long place(int index, int before) {
    return ((long) epoch[index] << 32) + stage[index] - before;
  }

  /** The rule of a node, elementwise ops included; sums that are too large count as whole. */
  private static RowRule ruleOf(Node.Application node) {
    RowRule rule = node.operation().rows(node.inputShapes());
    boolean tooLarge =
        rule.kind() == RowRule.Kind.SUM && node.shape().elements() > RowRule.LARGEST_SUM;
    return tooLarge ? RowRule.WHOLE : rule;
  }

  /** For each node how its rows hang on those of its inputs. */
  RowRule[] rules() {
    return rules;
  }

  /** Rows that are cut: those of the result, or for a sum those of its inputs. */
  private int rowsOf(int index) {
    RowRule rule = rules[index];
    if (rule.kind() == RowRule.Kind.SUM) {
      return list.node(list.input(index, rule.byRow().indexOf(true))).shape().rows();
    }
    return list.node(index).shape().rows();
  }

  private int stageOf(int index) {
    int earliest = 0;
    for (int k = 0; k < list.inputCount(index); k++) {
      int input = list.input(index, k);
      if (epoch[input] == epoch[index]) {
        earliest = Math.max(earliest, stage[input] + (passesByRow(input, index, k) ? 0 : 1));
      }
    }
    return earliest;
  }

  /** Whether the value of a node may reach input {@code k} of another row by row. */
  private boolean passesByRow(int from, int to, int k) {
    return rules[from].kind() == RowRule.Kind.EACH
        && rules[to].kind() != RowRule.Kind.WHOLE
        && rules[to].byRow().get(k)
        && rows[from] == rows[to];
  }

  /** The groups, each after those it needs. */
  List<Group> groups() {
    int[] order = IntStream.range(0, list.size()).filter(i -> epoch[i] != LEAF).toArray();
    ImmutableIntArray nodes = ImmutableIntArray.copyOf(sorted(sorted(order, stage), epoch));
    List<Group> groups = new ArrayList<>();
    for (int first = 0; first < nodes.length(); ) {
      int end = first + 1;
      while (end < nodes.length() && place(nodes.get(end), 0) == place(nodes.get(first), 0)) {
        end++;
      }
      addStage(nodes.subArray(first, end), groups);
      first = end;
    }
    return groups;
  }

  /** Whether each row needs a whole matrix, more than a row of it. */
  private boolean isProduct(int index) {
    for (int k = 0; k < rules[index].byRow().size(); k++) {
      Shape input = list.node(list.input(index, k)).shape();
      if (!rules[index].byRow().get(k) && input.rows() > 1 && input.cols() > 1) {
        return true;
      }
    }
    return false;
  }

  /** Nodes by ascending keys, those of one key as they stand. */
  private static int[] sorted(int[] nodes, int[] keys) {
    int last = 0;
    for (int node : nodes) {
      last = Math.max(last, keys[node]);
    }
    if (last == 0) {
      return nodes;
    }
    int[] start = new int[last + 2];
    for (int node : nodes) {
      start[keys[node] + 1]++;
    }
    for (int key = 1; key < start.length; key++) {
      start[key] += start[key - 1];
    }
    int[] sorted = new int[nodes.length];
    for (int node : nodes) {
      sorted[start[keys[node]]++] = node;
    }
    return sorted;
  }

  /** The groups of one stage, in the order of their first members. */
  private void addStage(ImmutableIntArray nodes, List<Group> groups) {
    if (haveSameRows(nodes)) {
      groups.add(group(nodes));
      return;
    }
    Map<Integer, ImmutableIntArray.Builder> byRows = new LinkedHashMap<>();
    nodes.forEach(i -> byRows.computeIfAbsent(rows[i], key -> ImmutableIntArray.builder()).add(i));
    byRows.values().forEach(members -> groups.add(group(members.build().trimmed())));
  }

  private boolean haveSameRows(ImmutableIntArray nodes) {
    int m = 1;
    while (m < nodes.length() && rows[nodes.get(m)] == rows[nodes.get(0)]) {
      m++;
    }
    return m == nodes.length();
  }

  private Group group(ImmutableIntArray members) {
    int groupRows = rows[members.get(0)];
    int widest = 1;
    boolean product = false;
    boolean sum = false;
    for (int m = 0; m < members.length(); m++) {
      int member = members.get(m);
      widest = Math.max(widest, list.node(member).shape().cols());
      product |= isProduct(member);
      sum |= rules[member].kind() == RowRule.Kind.SUM;
    }
    int blockRows = groupRows;
    if (rules[members.get(0)].kind() != RowRule.Kind.WHOLE) {
      int fitting = Math.max(1, BLOCK_ELEMENTS / widest / 8 * 8);
      if (product) {
        fitting = Math.min(RowRule.MOST_ROWS, Math.max(PRODUCT_ROWS, fitting));
      }
      // Those of a sum are the same whatever else is in the group, so that the order of additions,
      // and with it every bit, depends on the sum's own shape alone.
      blockRows = Math.max(1, Math.min(sum ? RowRule.MOST_ROWS : fitting, groupRows));
    }
    return new Group(groupRows, blockRows, sum, members);
  }
}
