// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes are run together as a {@link Group}.
 *
 * <p>Each node gets a number of rows, an epoch and a stage. A new epoch starts after each op that
 * needs whole matrices, so that groups do not pull such ops together and keep their results alive.
 * Within an epoch, a node that takes an input by row, from a node with as many rows, may be in that
 * input's stage; what needs a whole input, or a finished sum, comes a stage later. The nodes of one
 * stage that have equally many rows are one group: within it values pass by row, between groups
 * they are whole. So forward and backward of a network with small weights are one group.
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
    List<Group> groups = new ArrayList<>();
    for (int from = 0; from < list.size(); ) {
      int to = from + 1;
      while (to < list.size() && (epoch[to] == epoch[from] || epoch[to] == LEAF)) {
        to++;
      }
      if (epoch[from] == LEAF) {
        from++;
      } else {
        addEpoch(from, to, groups);
        from = to;
      }
    }
    return groups;
  }

  /** The groups of nodes {@code from} to {@code to}, stage by stage. */
  private void addEpoch(int from, int to, List<Group> groups) {
    ImmutableIntArray ordered = byStage(from, to);
    for (int first = 0; first < ordered.length(); ) {
      int end = first + 1;
      while (end < ordered.length() && stage[ordered.get(end)] == stage[ordered.get(first)]) {
        end++;
      }
      addStage(ordered.subArray(first, end), groups);
      first = end;
    }
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

  /** The nodes of an epoch in the order of their stages, those of one stage as they stand. */
  private ImmutableIntArray byStage(int from, int to) {
    int[] start = new int[to - from + 1];
    for (int i = from; i < to; i++) {
      if (epoch[i] != LEAF) {
        start[stage[i] + 1]++;
      }
    }
    for (int s = 1; s < start.length; s++) {
      start[s] += start[s - 1];
    }
    int[] ordered = new int[start[to - from]];
    for (int i = from; i < to; i++) {
      if (epoch[i] != LEAF) {
        ordered[start[stage[i]]++] = i;
      }
    }
    return ImmutableIntArray.copyOf(ordered);
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
