// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * An op that moves rows of its first input by the indices in its second, one column. No derivative
 * flows to the indices; a run fails where one is out of range.
 */
interface ByIndices extends ExprOp {
  @Override
  default String role(int input, int count) {
    return input == 0 ? "x" : "indices";
  }

  @Override
  default boolean differentiable(int input) {
    return input == 0;
  }

  @Override
  default boolean mayFail() {
    return true;
  }

  @Override
  default Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  /** Refuses indices that are not one column. */
  static void requireColumn(Shape indices) {
    if (indices.cols() != 1) {
      throw ShapeMismatchException.violated("indices must be one column");
    }
  }
}
