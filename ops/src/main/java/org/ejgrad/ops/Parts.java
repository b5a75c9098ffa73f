// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Several results of one op in one matrix: a single one as it is, more of them element by element
 * in one row, one after the other.
 */
final class Parts {
  private final List<Shape> shapes;
  private final int[] starts;
  private final Shape packed;

  Parts(List<Shape> shapes) {
    this.shapes = List.copyOf(shapes);
    starts = new int[shapes.size()];
    long length = 0;
    for (int k = 0; k < starts.length; k++) {
      starts[k] = (int) length;
      length += shapes.get(k).elements();
      if (length > Integer.MAX_VALUE) {
        throw ShapeMismatchException.violated(
            "results of one op hold at most 2147483647 elements together");
      }
    }
    packed = shapes.size() == 1 ? shapes.get(0) : Shape.of(1, (int) length);
  }

  /** The shape of the matrix that holds all. */
  Shape packed() {
    return packed;
  }

  /** The element number at which a part starts. */
  int start(int k) {
    return starts[k];
  }

  /** The parts of a matrix that holds all; what is not used is not computed. */
  List<Expr> of(Expr all) {
    if (shapes.size() == 1) {
      return List.of(all);
    }
    List<Expr> parts = new ArrayList<>();
    for (int k = 0; k < starts.length; k++) {
      Shape shape = shapes.get(k);
      int end = starts[k] + shape.elements();
      parts.add(all.extractMatrix(0, 1, starts[k], end).reshape(shape.rows(), shape.cols()));
    }
    return parts;
  }
}
