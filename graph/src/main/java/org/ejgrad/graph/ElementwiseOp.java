// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * An op whose result element depends on the input elements at the same place only: y_ij = f(a_ij,
 * b_ij, ...). All shapes are equal. Its kernel promises no more than to work on a range, so the
 * compiler may run it in place, or block by block together with its neighbours:
 *
 * <pre>{@code
 * public Kernel kernel(List<Shape> inputs, Precision precision) {
 *   return (x, y) -> {
 *     for (int i = 0; i < y.length(); i++) {
 *       y.set(i, Math.cosh(x[0].get(i)));
 *     }
 *   };
 * }
 * }</pre>
 */
public interface ElementwiseOp extends Op {
  /** All inputs have one shape, and so has the result. */
  @Override
  default Shape shape(List<Shape> inputs) {
    Shape first = inputs.get(0);
    for (int k = 1; k < inputs.size(); k++) {
      if (!inputs.get(k).equals(first)) {
        throw ShapeMismatchException.violated("all operands must have the same shape");
      }
    }
    return first;
  }

  /** Each element is read before it is written. */
  @Override
  default boolean inPlace() {
    return true;
  }

  /** Every element hangs on the elements at its place alone. */
  @Override
  default RowRule rows(List<Shape> inputs) {
    return RowRule.elementwise(inputs.size());
  }
}
