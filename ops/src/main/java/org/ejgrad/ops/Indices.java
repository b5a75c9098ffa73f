// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Block;

/** Whole numbers that came as elements of a matrix. */
final class Indices {
  private Indices() {}

  /**
   * Element {@code row} of a column as an index below {@code bound}.
   *
   * @throws IndexOutOfBoundsException if it is not a whole number from 0 to bound - 1
   */
  static int at(Block column, int row, int bound) {
    double value = column.get(row);
    int index = (int) value;
    if (index != value || index < 0 || index >= bound) {
      String rule =
          bound == 0
              ? " points to a row or class, of which there is none"
              : " must be a whole number from 0 to " + (bound - 1);
      throw new IndexOutOfBoundsException(
          "the index in row " + (column.firstRow() + row) + rule + ", got " + value);
    }
    return index;
  }
}
