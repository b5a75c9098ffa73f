// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;

/** The slope of a graph along one direction: our gradient's beside the oracle's. */
record OracleComparison(double ours, double oracle, double size, double roundings) {
  private static final double TOLERANCE = 1e-10;

  /** Compares the gradient of the sum of the means of all sinks. */
  static OracleComparison of(OpGraph graph) {
    List<Expr> nodes = graph.expressions();
    List<Jets> jets = graph.jets();
    Expr loss = Autograd.constant(0);
    Jet oracle = Jet.ZERO;
    for (int sink : graph.sinks()) {
      loss = loss.plus(nodes.get(sink).mean());
      oracle = oracle.plus(jets.get(sink).sum().over(Jet.constant(jets.get(sink).size())));
    }
    List<Integer> smooth =
        IntStream.range(0, graph.size()).filter(graph::isSmooth).boxed().toList();
    List<Expr> gradients =
        Autograd.gradients(
            loss, smooth.stream().map(nodes::get).toList(), Gradients.Unreached.ZERO);
    Workspace run = Autograd.compile(gradients.toArray(new Expr[0])).workspace();
    for (int node = 0; node < graph.size(); node++) {
      if (graph.isLeaf(node)) {
        run.set(nodes.get(node), graph.drawn(node));
      }
    }
    run.run();
    double slope = 0;
    double size = 1;
    for (int k = 0; k < smooth.size(); k++) {
      DMatrixRMaj gradient = run.value(gradients.get(k));
      DMatrixRMaj directions = graph.directions(smooth.get(k));
      for (int i = 0; i < Plain.size(gradient); i++) {
        double term = gradient.data[i] * directions.data[i];
        slope += term;
        size += Math.abs(term);
      }
    }
    return new OracleComparison(slope, oracle.slope(), size, oracle.slopeError());
  }

  /** Whether rounding alone might bring a right gradient beyond the tolerance. */
  boolean isIllConditioned() {
    return roundings > TOLERANCE * size;
  }

  boolean differs() {
    return !Double.isFinite(ours) || Math.abs(ours - oracle) > TOLERANCE * size;
  }

  /**
   * A graph with as few nodes as dropping them can find that still fails: what the first node that
   * fails is computed from, then less of that, from its end on.
   */
  static OpGraph smallest(OpGraph failing, Predicate<OpGraph> fails) {
    OpGraph smallest = failing;
    int before;
    do {
      before = smallest.size();
      smallest = firstThatFails(smallest, fails);
      for (int node = smallest.size() - 1; node >= 0; node--) {
        OpGraph part = smallest.cutAt(Math.min(node, smallest.size() - 1));
        if (part.size() < smallest.size() && fails.test(part)) {
          smallest = part;
        }
      }
    } while (smallest.size() < before);
    return smallest;
  }

  private static OpGraph firstThatFails(OpGraph graph, Predicate<OpGraph> fails) {
    for (int node = 0; node < graph.size(); node++) {
      OpGraph part = graph.upTo(node);
      if (part.size() < graph.size() && fails.test(part)) {
        return part;
      }
    }
    return graph;
  }
}
