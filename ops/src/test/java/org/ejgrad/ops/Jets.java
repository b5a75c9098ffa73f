// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/** A matrix of {@link Jet}s, with no more than the oracle's formulas need. */
record Jets(int rows, int cols, List<Jet> elements) {
  /** An element from its place. */
  @FunctionalInterface
  interface Element {
    Jet at(int i, int j);
  }

  static Jets of(int rows, int cols, Element element) {
    List<Jet> elements = new ArrayList<>(rows * cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        elements.add(element.at(i, j));
      }
    }
    return new Jets(rows, cols, elements);
  }

  /** A leaf, whose elements move with these speeds. */
  static Jets moving(DMatrixRMaj value, DMatrixRMaj speed) {
    return of(value.numRows, value.numCols, (i, j) -> Jet.moving(value.get(i, j), speed.get(i, j)));
  }

  Jet get(int i, int j) {
    return elements.get(i * cols + j);
  }

  int size() {
    return elements.size();
  }

  Jets map(Function<Jet, Jet> f) {
    return new Jets(rows, cols, elements.stream().map(f).toList());
  }

  Jets flipped() {
    return of(/* rows= */ cols, /* cols= */ rows, (i, j) -> get(j, i));
  }

  Jets row(int i) {
    return new Jets(1, cols, elements.subList(i * cols, (i + 1) * cols));
  }

  /** All elements as one row. */
  Jets flat() {
    return new Jets(1, size(), elements);
  }

  Jet sum() {
    return elements.stream().reduce(Jet.ZERO, Jet::plus);
  }

  /** The element at a place of a matrix that this broadcasts to. */
  Jet stretched(int i, int j) {
    return get(rows == 1 ? 0 : i, cols == 1 ? 0 : j);
  }
}
