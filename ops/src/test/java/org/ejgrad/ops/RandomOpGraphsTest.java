// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random graphs of real ops on the tier of this run, beside plain formulas that know no tier.
 *
 * <p>There are 3,000, because a build draws them on three tiers and in two precisions, and meets
 * each gradient by four more values of the plain formulas, those of factorizations among them. They
 * ask whether the tiers agree; whether the rules are right, {@link RandomGraphsOracleTest} asks of
 * 10,000 graphs, to ten times the digits.
 */
class RandomOpGraphsTest {
  /** More in the profile nightly. */
  private static final int GRAPHS = Integer.getInteger("ejgrad.graphs.of.tiers", 3_000);

  private static final int GRAPHS_THAT_HOLD_EVERY_OP = 1_000;

  /** Against the largest element; 1.5e-14 and 3.4e-6 were the farthest on plain and SIMD loops. */
  private static final double VALUE_TOLERANCE = 1e-12;

  private static final double FLOAT_TOLERANCE = 1e-4;

  /** Against the slope's terms; the differences themselves were off by up to 6.5e-11. */
  private static final double SLOPE_TOLERANCE = 1e-9;

  private static final double STEP = 1e-4;

  @Test
  void graphs_holdEveryOpOfTheTable() {
    Set<String> expected = new TreeSet<>(OpTable.rows().stream().map(row -> row.op).toList());
    expected.remove(OpTable.COPY);
    Set<String> drawn = new TreeSet<>();
    for (long seed = 0; seed < GRAPHS_THAT_HOLD_EVERY_OP; seed++) {
      drawn.addAll(graph(seed).ops());
    }
    drawn.remove(RandomOpGraph.SMALLER);
    assertEquals(expected, drawn);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void values_areThoseOfPlainFormulas(Precision precision) {
    double tolerance = precision == Precision.FLOAT64 ? VALUE_TOLERANCE : FLOAT_TOLERANCE;
    for (long seed = 0; seed < GRAPHS; seed++) {
      OpGraph graph = graph(seed);
      List<Expr> nodes = graph.expressions();
      List<Integer> sinks = graph.sinks();
      Workspace run = run(graph, nodes, sinks.stream().map(nodes::get).toList(), precision);
      for (int sink : sinks) {
        DMatrixRMaj expected = graph.drawn(sink);
        DMatrixRMaj actual = run.value(nodes.get(sink));
        double size = Math.max(1, RandomOpGraph.largest(expected));
        for (int i = 0; i < Plain.size(expected); i++) {
          assertEquals(
              expected.data[i],
              actual.data[i],
              tolerance * size,
              () -> "%" + sink + " of " + graph);
        }
      }
    }
  }

  @Test
  void gradients_agreeWithDifferencesOfPlainFormulas() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      OpGraph graph = graph(seed);
      List<Integer> smooth =
          IntStream.range(0, graph.size()).filter(graph::isSmooth).boxed().toList();
      if (smooth.isEmpty()) {
        continue;
      }
      List<Expr> nodes = graph.expressions();
      Expr loss = Autograd.constant(0);
      for (int sink : graph.sinks()) {
        loss = loss.plus(nodes.get(sink).mean());
      }
      List<Expr> leaves = smooth.stream().map(nodes::get).toList();
      List<Expr> gradients = Autograd.gradients(loss, leaves, Gradients.Unreached.ZERO);
      Workspace run = run(graph, nodes, gradients, Precision.FLOAT64);
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
      assertEquals(difference(graph), slope, SLOPE_TOLERANCE * size, graph::toString);
    }
  }

  private static OpGraph graph(long seed) {
    return RandomOpGraph.shallow(seed, RandomOpGraph.ROWS);
  }

  private static Workspace run(
      OpGraph graph, List<Expr> nodes, List<Expr> results, Precision precision) {
    Workspace run = Autograd.compile(results, Updates.NONE, precision).workspace();
    for (int node = 0; node < graph.size(); node++) {
      if (graph.isLeaf(node)) {
        run.set(nodes.get(node), graph.drawn(node));
      }
    }
    return run.run();
  }

  /**
   * The slope along the leaves' directions from four points: off by terms of STEP to the fourth.
   */
  private static double difference(OpGraph graph) {
    double near = loss(graph, STEP) - loss(graph, -STEP);
    double far = loss(graph, 2 * STEP) - loss(graph, -2 * STEP);
    return (8 * near - far) / (12 * STEP);
  }

  private static double loss(OpGraph graph, double by) {
    List<DMatrixRMaj> values = graph.values(by);
    double loss = 0;
    for (int sink : graph.sinks()) {
      DMatrixRMaj value = values.get(sink);
      double sum = 0;
      for (int i = 0; i < Plain.size(value); i++) {
        sum += value.data[i];
      }
      loss += sum / Plain.size(value);
    }
    return loss;
  }
}
