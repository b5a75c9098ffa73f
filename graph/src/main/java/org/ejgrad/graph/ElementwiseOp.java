// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * An op whose result element depends on the input elements at the same place only: y_ij = f(a_ij,
 * b_ij, ...). All shapes are equal. The op promises no more than to work on a range, so the
 * compiler may run it in place, or tile by tile together with its neighbours.
 */
public interface ElementwiseOp extends Op {
  /**
   * Computes {@code length} elements: y[yAt + i] = f(x[0][xAt[0] + i], x[1][xAt[1] + i], ...). An
   * element's value depends neither on its place nor on the range.
   *
   * @param x one array per input. Not modified, unless it is {@code y}.
   * @param xAt where the range starts in each input. Not modified.
   * @param y the result; may be one of the inputs, at the same place. Modified.
   * @param yAt where the range starts in the result
   * @param length number of elements
   */
  void forward(double[][] x, int[] xAt, double[] y, int yAt, int length);

  /** All inputs have one shape, and so has the result. */
  @Override
  default Shape shape(List<Shape> inputs) {
    Shape first = inputs.get(0);
    for (Shape other : inputs) {
      if (!other.equals(first)) {
        throw ShapeMismatchException.violated("all operands must have the same shape");
      }
    }
    return first;
  }
}
