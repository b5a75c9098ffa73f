// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.math.IntMath;
import com.google.common.primitives.ImmutableIntArray;

/**
 * Nodes that are run together, block by block: all members for the first rows, then all for the
 * next. Where every member goes by element and rows are few or very long, a block is a piece of one
 * row. A node that cannot be cut is a group of its own, of one block.
 *
 * @param rows number of rows that are cut into blocks
 * @param blockRows rows of a block, but for a shorter last one
 * @param cols number of columns that are cut into blocks; 1 where blocks have whole rows
 * @param blockCols columns of a block, but for a shorter last one in each row
 * @param sums whether some members are sums over the rows
 * @param members indices of nodes, in their order
 */
record Group(
    int rows, int blockRows, int cols, int blockCols, boolean sums, ImmutableIntArray members) {
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
    return rows == 0 ? 1 : ((rows - 1) / blockRows + 1) * blocksInRow();
  }

  /** Number of blocks side by side. */
  private int blocksInRow() {
    return (cols - 1) / blockCols + 1;
  }

  /** Whether blocks are pieces of rows. */
  boolean cutsColumns() {
    return blockCols < cols;
  }

  /** The first row of a block. */
  int firstRow(int block) {
    return block / blocksInRow() * blockRows;
  }

  /** Number of rows of a block. */
  int rowsOf(int block) {
    return Math.min(blockRows, rows - firstRow(block));
  }

  /** The first column of a block. */
  int firstCol(int block) {
    return block % blocksInRow() * blockCols;
  }

  /** Elements of the part of a value that a block holds. */
  int elementsInBlock(Shape value) {
    int valueCols = cutsColumns() ? Math.min(blockCols, value.cols()) : value.cols();
    return IntMath.saturatedMultiply(valueCols, Math.min(blockRows, rows));
  }

  /** Number of columns of a block, where blocks are pieces of rows. */
  int colsOf(int block) {
    return Math.min(blockCols, cols - firstCol(block));
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
