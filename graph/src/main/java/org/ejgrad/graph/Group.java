// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.primitives.ImmutableIntArray;

/**
 * Nodes that are run together, block of rows by block of rows: all members for the first rows, then
 * all for the next. A node that cannot be cut is a group of its own, of one block.
 *
 * @param rows number of rows that are cut into blocks
 * @param blockRows rows of a block, but for a shorter last one
 * @param members indices of nodes, in their order
 */
record Group(int rows, int blockRows, ImmutableIntArray members) {
  /** Sums over rows keep this many partial sums at the most, each over a run of blocks. */
  private static final int MOST_TASKS = 16;

  int blocks() {
    return rows == 0 ? 1 : (rows - 1) / blockRows + 1;
  }

  /** Number of runs of blocks that could go side by side; depends on the shape alone. */
  int tasks() {
    return Math.min(blocks(), MOST_TASKS);
  }

  /** The first block of a task. */
  int firstBlock(int task) {
    return (int) ((long) blocks() * task / tasks());
  }
}
