// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * A cell and the value it takes at the end of a run.
 *
 * @param cell what is written
 * @param value its next value, computed from the old values of all cells
 */
public record Update(Cell cell, Node value) {
  /**
   * The update of a parameter, given as such or as its cell.
   *
   * @throws ShapeMismatchException if the value has another shape than the cell
   */
  public static Update of(Operand parameter, Operand value) {
    return new Update(Cell.of(parameter), value.node());
  }

  public Update {
    if (!cell.shape().equals(value.shape())) {
      throw ShapeMismatchException.of(
          "update",
          "the value must have the cell's shape",
          List.of("cell", "value"),
          List.of(cell, value));
    }
  }
}
