// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ejgrad.graph.Node;
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
 * one point need not be 0 near it. Inside of a sub-graph any cotangent that comes from u is NaN.
 */
final class AskedVectors {
  private AskedVectors() {}

  /** An expression whose gap quotients ask for all values of u. */
  static Expr forEvery(Expr u, Expr expression) {
    return Expr.of(in(List.of(expression), List.of(u.node()), true).get(0));
  }

  private static List<Node> in(
      List<? extends Operand> results, List<Node> cotangents, boolean atTop) {
    Set<Node> reached = new HashSet<>(cotangents);
    return Replacement.in(
        results,
        node -> {
          List<Boolean> from = node.inputs().stream().map(reached::contains).toList();
          if (!from.contains(true)) {
            return node;
          }
          Node answered = node;
          if (node.op().orElseThrow() instanceof GapQuotients op && from.get(GapQuotients.USES)) {
            List<Node> inputs = new ArrayList<>(node.inputs());
            Node uses = inputs.get(GapQuotients.USES);
            inputs.set(GapQuotients.USES, answer(uses, cotangents, atTop));
            answered = Node.apply(op, inputs.toArray(new Node[0]));
          } else if (node.op().orElseThrow() instanceof SubgraphOp op) {
            answered = inside(op, node, from);
          }
          reached.add(answered);
          return answered;
        });
  }

  private static Node inside(SubgraphOp op, Node node, List<Boolean> from) {
    List<Subgraph> graphs = new ArrayList<>();
    boolean changed = false;
    for (Subgraph graph : op.graphs()) {
      List<Node> results = in(graph.results(), op.slotsFrom(graph, from::get), false);
      changed |= !results.equals(graph.results());
      graphs.add(new Subgraph(graph.slots(), results));
    }
    return changed ? Node.apply(op.of(graphs), node.inputs().toArray(new Node[0])) : node;
  }

  private static Node answer(Node uses, List<Node> cotangents, boolean atTop) {
    if (atTop && isOfConstantsBut(cotangents, uses)) {
      List<Expr> generic = new ArrayList<>();
      for (Node u : cotangents) {
        CounterRandom numbers = CounterRandom.of(1);
        int rows = u.shape().rows();
        int cols = u.shape().cols();
        // Of rank 1, so that a tall cotangent costs no matrix.
        Expr column = Autograd.constant(numbers.stream(1).uniform(rows, 1, 1, 2));
        generic.add(column.mult(Autograd.constant(numbers.stream(2).uniform(1, cols, 1, 2))));
      }
      Expr value = Expr.of(Replacement.in(List.of(uses), cotangents, generic).get(0));
      DMatrixRMaj pattern = value.evaluate();
      for (int i = 0; i < pattern.getNumElements(); i++) {
        pattern.data[i] = pattern.data[i] == 0 ? 0 : Double.NaN;
      }
      return Node.constant(pattern);
    }
    List<Expr> unknown = new ArrayList<>();
    for (Node u : cotangents) {
      unknown.add(Autograd.constant(Double.NaN).broadcast(u.shape()));
    }
    return Replacement.in(List.of(uses), cotangents, unknown).get(0);
  }

  private static boolean isOfConstantsBut(List<Node> cotangents, Node uses) {
    boolean[] only = {true};
    Replacement.in(
        List.of(uses),
        node -> {
          boolean isVariable = node instanceof Node.Input || node instanceof Node.Parameter;
          only[0] &= !isVariable || cotangents.contains(node);
          return node;
        });
    return only[0];
  }
}
