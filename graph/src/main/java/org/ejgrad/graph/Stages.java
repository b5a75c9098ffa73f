// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes are run together as a {@link Group}.
 *
 * <p>Each node gets a stage and a number of rows. A node that takes an input by row, from a node
 * with as many rows, may be in that input's stage; what needs a whole input, or a finished sum,
 * comes a stage later. The nodes of one stage that have equally many rows are one group: within it
 * values pass by row, between groups they are whole. Stages are as early as possible, so that
 * forward and backward of a network become one group where the products' weights are small.
 */
final class Stages {
  /** Sums over rows with more elements than this are not summed block by block. */
  private static final int LARGEST_SUM = 4096;

  /**
   * Elements that the widest nodes of a block may have together, about half a second-level cache.
   */
  private static final int BLOCK_ELEMENTS = 16_384;

  /** Products amortise reading their weights over at least this many rows of a block. */
  private static final int LEAST_ROWS = 64;

  private final NodeList list;
  private final RowRule[] rules;
  private final int[] stage;
  private final int[] rows;

  private Stages(NodeList list) {
    this.list = list;
    this.rules = new RowRule[list.size()];
    this.stage = new int[list.size()];
    this.rows = new int[list.size()];
    for (int i = 0; i < list.size(); i++) {
      if (list.node(i) instanceof Node.Application node) {
        rules[i] = rule(node);
        rows[i] = rowsOf(i);
        stage[i] = stageOf(i);
      } else {
        rules[i] = RowRule.WHOLE;
        stage[i] = -1;
      }
    }
  }

  /** The groups, each after those it needs. */
  static List<Group> of(NodeList list) {
    return new Stages(list).groups();
  }

  /** The rule of a node, elementwise ops included; sums that are too large count as whole. */
  static RowRule rule(Node.Application node) {
    if (node.operation() instanceof ElementwiseOp) {
      Boolean[] all = new Boolean[node.inputCount()];
      Arrays.fill(all, true);
      return all.length == 0 ? RowRule.WHOLE : RowRule.each(all);
    }
    if (!(node.operation() instanceof RowOp op)) {
      return RowRule.WHOLE;
    }
    RowRule rule = op.rows(node.inputs().stream().map(Node::shape).toList());
    boolean tooLarge = rule.kind() == RowRule.Kind.SUM && node.shape().elements() > LARGEST_SUM;
    return tooLarge ? RowRule.WHOLE : rule;
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
      earliest = Math.max(earliest, stage[input] + (passesByRow(input, index, k) ? 0 : 1));
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

  private List<Group> groups() {
    Map<Long, List<Integer>> members = new LinkedHashMap<>();
    int last = -1;
    for (int i = 0; i < list.size(); i++) {
      last = Math.max(last, stage[i]);
    }
    List<List<List<Integer>>> byStage = new ArrayList<>();
    for (int s = 0; s <= last; s++) {
      byStage.add(new ArrayList<>());
    }
    for (int i = 0; i < list.size(); i++) {
      if (stage[i] < 0) {
        continue;
      }
      if (rules[i].kind() == RowRule.Kind.WHOLE) {
        byStage.get(stage[i]).add(List.of(i));
        continue;
      }
      int s = stage[i];
      members
          .computeIfAbsent(
              ((long) s << 32) | rows[i],
              key -> {
                List<Integer> group = new ArrayList<>();
                byStage.get(s).add(group);
                return group;
              })
          .add(i);
    }
    List<Group> groups = new ArrayList<>();
    byStage.forEach(stageGroups -> stageGroups.forEach(group -> groups.add(group(group))));
    return groups;
  }

  private Group group(List<Integer> members) {
    int first = members.get(0);
    int groupRows = rows[first];
    int blockRows = groupRows;
    if (rules[first].kind() != RowRule.Kind.WHOLE) {
      int widest = 1;
      boolean product = false;
      for (int member : members) {
        widest = Math.max(widest, list.node(member).shape().cols());
        product |= rules[member].byRow().contains(false);
      }
      int fitting = BLOCK_ELEMENTS / 4 / widest;
      blockRows = Math.max(product ? LEAST_ROWS : 1, fitting / 8 * 8);
      blockRows = Math.max(1, Math.min(blockRows, groupRows));
    }
    return new Group(groupRows, blockRows, ImmutableIntArray.copyOf(members));
  }
}
