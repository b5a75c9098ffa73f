// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import java.util.List;

/** Who uses each value of a list last, and whether it must be whole; what planning memory needs. */
final class Uses {
  /** No node or group. */
  static final int NONE = -1;

  /** A use after all groups: a result. */
  static final int END = Integer.MAX_VALUE;

  private final NodeList list;
  private final int[] groupOf;
  private final boolean[] whole;
  private final int[] lastNode;
  private final int[] lastGroup;
  private final int[] lastWholeRead;

  /**
   * The uses of a list.
   *
   * @param kept number of roots, from the first on, that are kept to the end; the others are only
   *     looked at
   */
  Uses(NodeList list, RowRule[] rules, List<Group> groups, int kept) {
    this.list = list;
    groupOf = filled(list.size());
    whole = new boolean[list.size()];
    lastNode = filled(list.size());
    lastWholeRead = filled(list.size());
    for (int g = 0; g < groups.size(); g++) {
      for (int m = 0; m < groups.get(g).size(); m++) {
        groupOf[groups.get(g).member(m)] = g;
      }
    }
    lastGroup = groupOf.clone();
    for (int i = 0; i < list.size(); i++) {
      if (groupOf[i] != NONE) {
        note(i, rules[i]);
      }
    }
    for (int k = 0; k < kept; k++) {
      whole[list.root(k)] = true;
      lastGroup[list.root(k)] = END;
    }
  }

  static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  private void note(int user, RowRule rule) {
    whole[user] |= rule.kind() != RowRule.Kind.EACH;
    for (int k = 0; k < list.inputCount(user); k++) {
      int input = list.input(user, k);
      lastNode[input] = user;
      lastGroup[input] = Math.max(lastGroup[input], groupOf[user]);
      boolean byRow = rule.kind() != RowRule.Kind.WHOLE && rule.byRow().get(k);
      whole[input] |= groupOf[input] != groupOf[user] || !byRow;
      if (!byRow) {
        lastWholeRead[input] = Math.max(lastWholeRead[input], groupOf[user]);
      }
    }
  }

  /** Whether a value must be whole. */
  boolean isWhole(int value) {
    return whole[value];
  }

  /** Whether a value is that of a leaf. */
  boolean isLeaf(int value) {
    return groupOf[value] == NONE;
  }

  /** The last node that uses a value, or -1. */
  int lastNode(int value) {
    return lastNode[value];
  }

  /** Notes that the last use is over: the same input may stand there twice. */
  void close(int value) {
    lastNode[value] = NONE;
  }

  /** The last group that uses a value. */
  int lastGroup(int value) {
    return lastGroup[value];
  }

  /** The last group that reads all of a value at once, or -1. */
  int lastWholeRead(int value) {
    return lastWholeRead[value];
  }

  /**
   * The whole values that nobody needs after a group, ascending, as a chain for each group: the
   * first of group g is at {@code g}, what follows value i at {@code groups + i}.
   */
  int[] dying(int groups) {
    int[] next = filled(groups + list.size());
    for (int i = list.size() - 1; i >= 0; i--) {
      if (!isLeaf(i) && whole[i] && lastGroup[i] != END) {
        next[groups + i] = next[lastGroup[i]];
        next[lastGroup[i]] = i;
      }
    }
    return next;
  }
}
