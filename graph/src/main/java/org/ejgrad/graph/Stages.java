// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which nodes are run together as a {@link Group}.
 *
 * <p>Each node gets a cut, which is its number of rows or, where rows are cut too, its shape, and
 * an epoch and a stage. A new epoch starts after each op that needs whole matrices, so that groups
 * do not pull such ops together and keep their results alive. Within an epoch, a node that takes an
 * input by row, from a node that is cut alike, may be in that input's stage; what needs a whole
 * input, or a finished sum, comes a stage later. The nodes of one stage that are cut alike are one
 * group: within it values pass by row, between groups they are whole. So forward and backward of a
 * network with small weights are one group.
 *
 * <p>What hangs on leaves alone could be computed at once, and would be kept whole until it is
 * used; it moves to where that is. So the decayed moments of an optimizer are computed row by row
 * with the update that needs them, not before the forward pass.
 */
final class Stages {
  /** Elements of the widest value of a block, where there is no sum and no product. */
  private static final int BLOCK_ELEMENTS = RowRule.PIECE;

  /** Products amortise reading their weights over at least this many rows of a block. */
  private static final int PRODUCT_ROWS = 64;

  private static final int LEAF = -1;

  private final NodeList list;
  private final RowRule[] rules;
  private final int[] epoch;
  private final int[] stage;
  private final long[] cut;

  Stages(NodeList list) {
    this.list = list;
    this.rules = new RowRule[list.size()];
    this.epoch = new int[list.size()];
    this.stage = new int[list.size()];
    this.cut = new long[list.size()];
    int now = 0;
    for (int i = 0; i < list.size(); i++) {
      if (list.node(i) instanceof Node.Application node) {
        rules[i] = ruleOf(node);
        cut[i] = cutOf(i);
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

  /**
   * What is cut: rows in the low half, and in the high one columns, where those are cut too. Of the
   * result, or for a sum of its inputs.
   */
  private long cutOf(int index) {
    Shape shape = cutShape(index);
    boolean columns = rules[index].byElement() && RowRule.isWide(shape);
    return shape.rows() | (columns ? (long) shape.cols() << 32 : 0);
  }

  private Shape cutShape(int index) {
    int of = isSum(index) ? list.input(index, rules[index].byRow().indexOf(true)) : index;
    return list.node(of).shape();
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
        && cut[from] == cut[to];
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
    int m = 1;
    while (m < nodes.length() && cut[nodes.get(m)] == cut[nodes.get(0)]) {
      m++;
    }
    if (m == nodes.length()) {
      addAlike(nodes, groups);
      return;
    }
    Map<Long, ImmutableIntArray.Builder> alike = new LinkedHashMap<>();
    nodes.forEach(i -> alike.computeIfAbsent(cut[i], key -> ImmutableIntArray.builder()).add(i));
    alike.values().forEach(members -> addAlike(members.build().trimmed(), groups));
  }

  /**
   * A group of nodes that are cut alike, with the sums that have the shortest blocks. Other sums
   * are groups of their own, after what they add up.
   */
  private void addAlike(ImmutableIntArray nodes, List<Group> groups) {
    if (nodes.stream().noneMatch(this::isSum)) {
      groups.add(group(nodes));
      return;
    }
    int shortest = Integer.MAX_VALUE;
    int longest = 0;
    for (int m = 0; m < nodes.length(); m++) {
      int rows = mostRows(nodes.get(m));
      shortest = Math.min(shortest, rows);
      longest = isSum(nodes.get(m)) ? Math.max(longest, rows) : longest;
    }
    if (longest <= shortest) {
      groups.add(group(nodes));
      return;
    }
    int most = shortest;
    IntPredicate apart = node -> isSum(node) && mostRows(node) > most;
    groups.add(group(ImmutableIntArray.copyOf(nodes.stream().filter(apart.negate()))));
    nodes.stream().filter(apart).forEach(sum -> groups.add(group(ImmutableIntArray.of(sum))));
  }

  private boolean isSum(int index) {
    return rules[index].kind() == RowRule.Kind.SUM;
  }

  /** The most rows that a block with a node may have; with a sum, the rows that it must have. */
  private int mostRows(int index) {
    int fitting = Math.max(1, Integer.highestOneBit(RowRule.SUMMED_ELEMENTS / widest(index)));
    return isSum(index)
        ? summedRows(index)
        : isProduct(index) ? Math.min(RowRule.MOST_ROWS, fitting) : fitting;
  }

  /** Columns of a node and of what it takes by row, the most of them, at least 1. */
  private int widest(int index) {
    int widest = Math.max(1, isSum(index) ? 1 : list.node(index).shape().cols());
    for (int k = 0; k < rules[index].byRow().size(); k++) {
      if (rules[index].byRow().get(k)) {
        widest = Math.max(widest, list.node(list.input(index, k)).shape().cols());
      }
    }
    return widest;
  }

  /**
   * Rows of a block of a sum. The same whatever else is computed, so that the order of additions,
   * and with it every bit, hangs on the sum's shapes alone.
   */
  private int summedRows(int index) {
    int widest = widest(index);
    int ofNumber = rules[index].byElement() ? Integer.highestOneBit(BLOCK_ELEMENTS / widest) : 1;
    int rows = Math.max(RowRule.mostSummed(widest), ofNumber);
    return Math.max(1, Math.min(cutShape(index).rows(), rows));
  }

  private Group group(ImmutableIntArray members) {
    int first = members.get(0);
    int groupRows = (int) cut[first];
    int groupCols = (int) (cut[first] >>> 32);
    int widest = 1;
    int summedRows = 0;
    boolean product = false;
    for (int m = 0; m < members.length(); m++) {
      int member = members.get(m);
      widest = Math.max(widest, widest(member));
      product |= isProduct(member);
      summedRows = isSum(member) ? summedRows(member) : summedRows;
    }
    boolean sum = summedRows > 0;
    if (groupCols > 0) {
      return new Group(groupRows, 1, groupCols, RowRule.PIECE, sum, members);
    }
    int blockRows = groupRows;
    if (sum) {
      blockRows = summedRows;
    } else if (rules[first].kind() != RowRule.Kind.WHOLE) {
      int fitting = Math.max(1, BLOCK_ELEMENTS / widest);
      fitting -= fitting > 8 ? fitting % 8 : 0;
      if (product) {
        fitting = Math.min(RowRule.MOST_ROWS, Math.max(PRODUCT_ROWS, fitting));
      }
      blockRows = Math.max(1, Math.min(fitting, groupRows));
    }
    return new Group(groupRows, blockRows, 1, 1, sum, members);
  }
}
