// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.Operand;
import org.ejgrad.graph.Replacement;
import org.ejgrad.graph.Subgraph;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * The answer to {@link GapQuotients}, which ask of which vectors a cotangent uses any, for every
 * value of a cotangent u at once: NaN where a vector is or may be used, 0 where it is not. Only
 * what they ask with is changed, so that no NaN meets what is computed.
 *
 * <p>Where the cotangent of the vectors is made of u and constants only, it is 0 for a u of random
 * numbers where it is 0 for all. Otherwise it is computed with u = NaN, as a factor that is 0 at
 * one point need not be 0 near it. What a sub-graph is given is answered in the same way; what a
 * loop carries from step to step, or takes row by row, may be anything.
 */
final class AskedVectors {
  /**
   * What stands for all that a value may be.
   *
   * @param value u, or a slot of a sub-graph that holds what comes from it
   * @param random random numbers where it may be other than 0
   * @param unknown NaN there
   */
  private record Probe(Node value, Expr random, Expr unknown) {
    static Probe ofAny(Node value) {
      int rows = value.shape().rows();
      int cols = value.shape().cols();
      // Of rank 1, so that a tall cotangent costs no matrix.
      Expr column = Autograd.constant(CounterRandom.of(1).stream(1).uniform(rows, 1, 1, 2));
      Expr row = Autograd.constant(CounterRandom.of(1).stream(2).uniform(1, cols, 1, 2));
      Expr unknown = Autograd.constant(Double.NaN).broadcast(value.shape());
      return new Probe(value, column.mult(row), unknown);
    }

    /** Of what holds anything where a pattern is not 0. */
    static Probe of(Node value, Expr pattern) {
      Expr isUsed = pattern.equalTo(0).negative().plus(1);
      return new Probe(value, ofAny(value).random.carry(isUsed), pattern);
    }
  }

  private AskedVectors() {}

  /** An expression whose gap quotients ask for all values of u. */
  static Expr forEvery(Expr u, Expr expression) {
    return Expr.of(in(List.of(expression), List.of(Probe.ofAny(u.node()))).get(0));
  }

  private static List<Node> in(List<? extends Operand> results, List<Probe> probes) {
    Set<Node> reached = new HashSet<>();
    probes.forEach(probe -> reached.add(probe.value));
    return Replacement.in(
        results,
        node -> {
          Op op = node.op().orElse(null);
          if (op == null) {
            return node;
          }
          List<Boolean> from = node.inputs().stream().map(reached::contains).toList();
          Node answered = node;
          if (op instanceof GapQuotients gaps && from.get(GapQuotients.USES)) {
            List<Node> inputs = new ArrayList<>(node.inputs());
            Node uses = inputs.get(GapQuotients.USES);
            inputs.set(GapQuotients.USES, answer(uses, probes).node());
            answered = Node.apply(gaps, inputs.toArray(new Node[0]));
          } else if (op instanceof SubgraphOp control && from.contains(true)) {
            answered = inside(control, node, from, probes);
          }
          // What is only waited for, as by a checkpoint for a cotangent, is not made of it.
          if (IntStream.range(0, from.size()).anyMatch(k -> from.get(k) && op.computesWith(k))) {
            reached.add(answered);
          }
          return answered;
        });
  }

  private static Node inside(SubgraphOp op, Node node, List<Boolean> from, List<Probe> probes) {
    List<Subgraph> graphs = new ArrayList<>();
    boolean changed = false;
    for (Subgraph graph : op.graphs()) {
      List<Probe> own = new ArrayList<>();
      for (Node slot : op.slotsFrom(graph, from::get)) {
        OptionalInt input = op.wholeInput(graph.slots().indexOf(slot));
        Optional<Expr> given =
            input.isPresent() ? pattern(node.input(input.getAsInt()), probes) : Optional.empty();
        own.add(given.map(pattern -> Probe.of(slot, pattern)).orElseGet(() -> Probe.ofAny(slot)));
      }
      List<Node> results = in(graph.results(), own);
      changed |= !results.equals(graph.results());
      graphs.add(new Subgraph(graph.slots(), results));
    }
    return changed ? Node.apply(op.of(graphs), node.inputs().toArray(new Node[0])) : node;
  }

  private static Expr answer(Node uses, List<Probe> probes) {
    return pattern(uses, probes).orElseGet(() -> with(Probe::unknown, probes, uses));
  }

  /** NaN where a value may be other than 0, if it is made of what is probed and constants only. */
  private static Optional<Expr> pattern(Node value, List<Probe> probes) {
    if (!isOfConstantsBut(probes, value)) {
      return Optional.empty();
    }
    DMatrixRMaj pattern = with(Probe::random, probes, value).evaluate();
    for (int i = 0; i < pattern.getNumElements(); i++) {
      pattern.data[i] = pattern.data[i] == 0 ? 0 : Double.NaN;
    }
    return Optional.of(Autograd.constant(pattern));
  }

  private static Expr with(Function<Probe, Expr> by, List<Probe> probes, Node value) {
    List<Node> values = probes.stream().map(Probe::value).toList();
    return Expr.of(Replacement.in(List.of(value), values, probes.stream().map(by).toList()).get(0));
  }

  private static boolean isOfConstantsBut(List<Probe> probes, Node value) {
    boolean[] only = {true};
    Replacement.in(
        List.of(value),
        node -> {
          boolean isVariable = node instanceof Node.Input || node instanceof Node.Parameter;
          only[0] &= !isVariable || probes.stream().anyMatch(probe -> probe.value == node);
          return node;
        });
    return only[0];
  }
}
