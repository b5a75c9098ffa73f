// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/** An op on matrices that can be run block of rows by block of rows. */
public interface RowOp extends Op {
  /** How rows of the result hang on rows of the inputs, for inputs of these shapes. */
  RowRule rows(List<Shape> inputs);

  /**
   * Computes a block: with {@link RowRule.Kind#EACH}, rows of the result from the same rows of the
   * inputs that are taken by row; with {@code SUM}, the summand of these rows; with {@code WHOLE},
   * everything. A row's value does not depend on the block it is in.
   *
   * @param x the inputs: blocks of equally many rows, or all of an input that is not taken by row.
   *     Never the array range of {@code y}. Not modified.
   * @param y the result, holding old numbers; fully overwritten. Modified.
   */
  void forward(Block[] x, Block y);
}
