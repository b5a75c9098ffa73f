// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ejgrad.graph.Shape;

/** Every op of the modules graph and ops: how to build it, where it is smooth, what it gives. */
final class OpTable {
  /** Made by the compiler where a leaf is a result, never by an expression. */
  static final String COPY = "graph.Copy";

  private OpTable() {}

  /** The rows, a list for each kind of op. */
  static List<List<OpRow>> families() {
    return List.of(
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
        ImageRows.rows());
  }

  static List<OpRow> rows() {
    return families().stream().flatMap(List::stream).toList();
  }

  /** The row that messages call so. */
  static OpRow row(String name) {
    return rows().stream().filter(row -> row.toString().equals(name)).findFirst().orElseThrow();
  }

  /** The shapes that every op is tried on; those of two arguments in pairs. */
  private static final List<Shape> KINDS =
      List.of(
          Shape.SCALAR,
          Shape.of(1, 4),
          Shape.of(3, 1),
          Shape.of(3, 2),
          Shape.of(0, 3),
          Shape.of(3, 0),
          Shape.of(0, 0));

  /** Rows that are tried on the shapes they list only, and why. */
  private static final Map<String, String> ONLY_AS_LISTED =
      ImmutableMap.of(
          "ops.GatherRows",
          "the table's indices are for three rows or more",
          "ops.Loop",
          "the row's formula is of states of one row");

  private static final List<List<Shape>> KINDS_OF_PAIRS =
      List.of(
          List.of(Shape.of(3, 2), Shape.of(1, 2)),
          List.of(Shape.of(3, 2), Shape.of(3, 1)),
          List.of(Shape.of(3, 2), Shape.SCALAR),
          List.of(Shape.of(1, 3), Shape.of(2, 1)),
          List.of(Shape.of(0, 3), Shape.of(1, 3)));

  /** What a row lists, and what else of the shapes that every op is tried on it takes. */
  static List<List<Shape>> shapes(OpRow row) {
    Set<List<Shape>> all = new LinkedHashSet<>(row.shapes);
    int count = row.domains.size();
    for (Shape kind : KINDS) {
      all.add(Collections.nCopies(count, kind));
    }
    if (count == 2) {
      all.addAll(KINDS_OF_PAIRS);
    }
    return all.stream()
        .filter(shapes -> row.shapes.contains(shapes) || takes(row, shapes))
        .toList();
  }

  private static boolean takes(OpRow row, List<Shape> shapes) {
    return !ONLY_AS_LISTED.containsKey(row.toString()) && resultOn(row, shapes).isPresent();
  }

  private static Optional<Shape> resultOn(OpRow row, List<Shape> shapes) {
    List<Expr> x = shapes.stream().map(s -> Autograd.input("x", s.rows(), s.cols())).toList();
    try {
      return Optional.of(row.build.apply(x).shape());
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
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
    for (List<Shape> shapes : shapes(row)) {
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
