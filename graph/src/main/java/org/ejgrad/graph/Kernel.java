// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * The code that computes an op for inputs of given shapes. Made by {@link Op#kernel} for one thread
 * of one workspace, so it may keep scratch memory; running allocates nothing.
 */
@FunctionalInterface
public interface Kernel {
  /**
   * Computes a block. For an op that is cut into rows: with {@link RowRule.Kind#EACH} rows of the
   * result from the same rows of the inputs that are taken by row, with {@code SUM} the summand of
   * these rows; otherwise everything. With {@link RowRule#byElement} a block may be a piece of one
   * row. A row's value does not depend on the block it is in.
   *
   * @param x the inputs: blocks of equally many rows, or the piece of a row that these go with, or
   *     all of an input that is not taken by row. Only an elementwise op may find its result's
   *     block among them. Not modified.
   * @param y the result, holding old numbers; fully overwritten. Modified.
   */
  void run(Block[] x, Block y);

  /** y = x, elements in their order, whatever the shapes: a kernel of ops that compute nothing. */
  static void copy(Block[] x, Block y) {
    y.copy(0, x[0], 0, y.length());
  }

  /**
   * Number of parts of a whole result that may be computed side by side; depends on the shapes
   * alone, so that results do not depend on the number of threads. Asked of ops only that are not
   * cut into rows.
   */
  default int parts() {
    return 1;
  }

  /** Computes part number {@code part} of the result, and writes to no other. */
  default void run(Block[] x, Block y, int part) {
    run(x, y);
  }

  /** Computes the items [from, to) of a result. */
  @FunctionalInterface
  interface ItemLoop {
    /** As {@link Kernel#run(Block[], Block)} does, but for these items only. */
    void run(Block[] x, Block y, int from, int to);
  }

  /**
   * A kernel whose result falls into items, such as rows or columns, that are computed without each
   * other: in one go, or in parts side by side.
   */
  static Kernel ofItems(int items, ItemLoop loop) {
    return new ItemKernel(items, 1, loop);
  }

  /** The same for columns that are walked down side by side: a part has long pieces of rows. */
  static Kernel ofColumns(int columns, ItemLoop loop) {
    return new ItemKernel(columns, ItemKernel.FEWEST_COLUMNS, loop);
  }
}
