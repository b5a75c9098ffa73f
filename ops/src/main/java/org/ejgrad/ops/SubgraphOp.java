// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.ejgrad.graph.Demand;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Structure;
import org.ejgrad.graph.Subgraph;

/**
 * An op that runs graphs of its own and packs their results into one. Its reverse rule is such an
 * op again, of the graphs that compute the cotangents that are wanted.
 */
sealed interface SubgraphOp extends RoundingAwareOp permits Branch, Loop {
  /** The graphs that it runs. */
  @Override
  List<Subgraph> graphs();

  /** This op with other graphs, of the same slots and shapes. */
  SubgraphOp of(List<Subgraph> graphs);

  /** The slots of one of the graphs that may hold what comes from inputs of these numbers. */
  List<Node> slotsFrom(Subgraph graph, IntPredicate inputs);

  /** The input that a slot holds all of in each run, and nothing else. */
  OptionalInt wholeInput(int slot);

  /** The parts of a result. */
  Parts parts();

  /** The parts of a result, zeros where rules say so in every graph: nothing flows there. */
  default List<Expr> partsOf(Expr packed) {
    List<Expr> given = new ArrayList<>(parts().of(packed));
    for (int k = 0; k < given.size(); k++) {
      int part = k;
      if (graphs().stream().allMatch(graph -> Structure.isZero(graph.results().get(part)))) {
        given.set(k, given.get(k).zeros());
      }
    }
    return given;
  }

  /** What is inside may fail. */
  @Override
  default boolean mayFail() {
    return true;
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    return parts().packed();
  }

  @Override
  default Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  default long bytes(List<Shape> inputs, Precision kept) {
    return graphs().stream().mapToLong(graph -> graph.bytes(kept)).sum();
  }

  @Override
  default List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return vjp(x, y, yBar, Demand.ALL);
  }

  /**
   * One cotangent for each differentiable input from number {@code first} on: those that were
   * computed where they are wanted, zeros elsewhere.
   */
  default List<Expr> spread(List<Expr> computed, List<Expr> x, int first, Demand demand) {
    List<Expr> bars = new ArrayList<>();
    int next = 0;
    for (int k = first; k < x.size(); k++) {
      Expr bar = demand.wants(k) ? computed.get(next++) : x.get(k).zeros();
      if (differentiable(k)) {
        bars.add(bar);
      }
    }
    return bars;
  }
}
