// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.primitives.ImmutableIntArray;

/**
 * Nodes that are run together, block of rows by block of rows: all members for the first rows, then
 * all for the next. A node that cannot be cut is a group of its own, of one block.
 *
 * @param rows number of rows that are cut into blocks
 * @param blockRows rows of a block, but for a shorter last one
 * @param sums whether some members are sums over the rows
 * @param members indices of nodes, in their order
 */
record Group(int rows, int blockRows, boolean sums, ImmutableIntArray members) {
  /** Sums over rows keep a partial sum a task. */
  private static final int MOST_TASKS_OF_SUMS = 16;

  private static final int MOST_TASKS = 128;

  /** Number of members. */
  int size() {
    return members.length();
  }

  /** The index of member number {@code m}. */
  int member(int m) {
    return members.get(m);
  }

  int blocks() {
    return rows == 0 ? 1 : (rows - 1) / blockRows + 1;
  }

  /** Number of runs of blocks that may go side by side; depends on the shape alone. */
  int tasks() {
    return Math.min(blocks(), sums ? MOST_TASKS_OF_SUMS : MOST_TASKS);
  }

  /** The first block of a task; of the one after the last, the number of blocks. */
  int firstBlock(int task) {
    return (int) ((long) blocks() * task / tasks());
  }
}
