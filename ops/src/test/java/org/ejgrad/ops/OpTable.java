// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.graph.Shape;

/** Every op of the modules graph and ops: how to build it, where it is smooth, what it gives. */
final class OpTable {
  /** Made by the compiler where a leaf is a result, never by an expression. */
  static final String COPY = "graph.Copy";

  private OpTable() {}

  static List<OpRow> rows() {
    return Stream.of(
            UnaryRows.rows(),
            BinaryRows.rows(),
            ReductionRows.rows(),
            MatrixRows.rows(),
            DerivativeRows.rows(),
            MoreElementwiseRows.rows(),
            ShapeRows.rows(),
            StatisticsRows.rows(),
            SolveRows.rows(),
            SpectralRows.rows(),
            SparseRows.rows(),
            ControlRows.rows(),
            ImageRows.rows())
        .flatMap(List::stream)
        .toList();
  }

  /** How the arguments and the result of an op are connected to the rest of a graph. */
  enum Wiring {
    DISTINCT,
    FIRST_CONSTANT,
    SECOND_CONSTANT,
    SAME_TWICE,
    OUTPUT_TWICE,
    INPUT_BESIDE
  }

  /** One gradient check. */
  record Case(OpRow row, List<Shape> shapes, Wiring wiring, int order) {
    @Override
    public String toString() {
      return row + " on " + shapes + ", " + wiring + ", order " + order;
    }
  }

  /** All gradient checks of a row; none for an op of discrete arguments only. */
  static List<Case> cases(OpRow row) {
    List<Case> cases = new ArrayList<>();
    List<Integer> smooth = smooth(row);
    if (smooth.isEmpty()) {
      return cases;
    }
    for (List<Shape> shapes : row.shapes) {
      for (Wiring wiring : Wiring.values()) {
        boolean two = smooth.size() > 1;
        boolean possible =
            switch (wiring) {
              case DISTINCT, OUTPUT_TWICE, INPUT_BESIDE -> true;
              case FIRST_CONSTANT, SECOND_CONSTANT -> two;
              case SAME_TWICE -> two && shapes.get(smooth.get(0)).equals(shapes.get(smooth.get(1)));
            };
        if (possible) {
          cases.add(new Case(row, shapes, wiring, 1));
          cases.add(new Case(row, shapes, wiring, 2));
        }
      }
    }
    return cases;
  }

  /** The places of the arguments that a derivative may flow to. */
  static List<Integer> smooth(OpRow row) {
    List<Integer> smooth = new ArrayList<>();
    for (int k = 0; k < row.domains.size(); k++) {
      if (!row.domains.get(k).isDiscrete()) {
        smooth.add(k);
      }
    }
    return smooth;
  }
}
