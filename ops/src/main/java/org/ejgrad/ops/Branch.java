// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Demand;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Subgraph;

/**
 * The results of one of two functions of the same arguments: the first where the predicate is not
 * 0, otherwise the second; the other is not computed. Cotangents: the same choice between the
 * cotangents of both functions. No derivative flows to the predicate.
 *
 * <p>The inputs are the predicate, then the slots of both sub-graphs, which are the same.
 */
final class Branch implements SubgraphOp {
  private final Subgraph then;
  private final Subgraph otherwise;
  private final Parts parts;

  /** A choice between two graphs with the same slots and results of the same shapes. */
  Branch(Subgraph then, Subgraph otherwise) {
    this.then = then;
    this.otherwise = otherwise;
    parts = new Parts(then.results().stream().map(Node::shape).toList());
  }

  @Override
  public List<Subgraph> graphs() {
    return List.of(then, otherwise);
  }

  /** All inputs but the predicate. */
  @Override
  public List<Node> slotsFrom(Subgraph graph, IntPredicate inputs) {
    return IntStream.range(0, graph.slots().size())
        .filter(k -> inputs.test(k + 1))
        .mapToObj(graph.slots()::get)
        .toList();
  }

  @Override
  public OptionalInt wholeInput(int slot) {
    return OptionalInt.of(slot + 1);
  }

  @Override
  public Branch of(List<Subgraph> graphs) {
    return new Branch(graphs.get(0), graphs.get(1));
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public String label() {
    return "cond";
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "predicate" : "x" + input;
  }

  @Override
  public boolean differentiable(int input) {
    return input > 0 && (then.differentiable(input - 1) || otherwise.differentiable(input - 1));
  }

  @Override
  public boolean computesWith(int input) {
    return input == 0 || then.computesWith(input - 1) || otherwise.computesWith(input - 1);
  }

  /** What only the branch that is not taken reads is ignored. */
  @Override
  public boolean selects(int input) {
    return input > 0;
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    Subgraph.Call ifTrue = then.call(kept);
    Subgraph.Call ifFalse = otherwise.call(kept);
    return (x, y) -> run(x[0].get(0) != 0 ? ifTrue : ifFalse, x, y);
  }

  private void run(Subgraph.Call call, Block[] x, Block y) {
    for (int k = 1; k < x.length; k++) {
      call.set(k - 1, x[k]);
    }
    call.run();
    for (int k = 0; k < call.results(); k++) {
      Block result = call.result(k);
      y.copy(parts.start(k), result, 0, result.length());
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar, Demand demand) {
    List<Expr> bars = parts.of(yBar);
    List<Expr> seeds = new ArrayList<>();
    for (Expr bar : bars) {
      seeds.add(Autograd.input("cotangent" + (seeds.size() + 1), bar.rows(), bar.cols()));
    }
    Subgraph ifTrue = reverse(then, seeds, demand);
    Subgraph ifFalse = reverse(otherwise, seeds, demand);
    List<Expr> given = new ArrayList<>(x.subList(1, x.size()));
    given.addAll(bars);
    // What neither reads is left out: the cotangents of a rule that is linear in them, above all.
    List<Node> slots = new ArrayList<>();
    List<Expr> inputs = new ArrayList<>(x.subList(0, 1));
    List<Boolean> readIfTrue = ifTrue.slotsRead();
    List<Boolean> readIfFalse = ifFalse.slotsRead();
    for (int k = 0; k < given.size(); k++) {
      if (readIfTrue.get(k) || readIfFalse.get(k)) {
        slots.add(ifTrue.slots().get(k));
        inputs.add(given.get(k));
      }
    }
    Branch reverse =
        new Branch(new Subgraph(slots, ifTrue.results()), new Subgraph(slots, ifFalse.results()));
    Expr packed = Expr.apply(reverse, inputs.toArray(new Expr[0]));
    return spread(reverse.partsOf(packed), x, 1, demand);
  }

  /** The cotangents of the slots that are wanted, from all slots and those of the results. */
  private static Subgraph reverse(Subgraph graph, List<Expr> seeds, Demand demand) {
    List<Node> slots = new ArrayList<>(graph.slots());
    List<Node> wanted =
        IntStream.range(0, slots.size())
            .filter(k -> demand.wants(1 + k))
            .mapToObj(slots::get)
            .toList();
    List<Node> slotBars =
        Gradients.of(graph.results(), seeds, wanted, Gradients.Unreached.ZERO, demand.selected());
    seeds.forEach(seed -> slots.add(seed.node()));
    return new Subgraph(slots, slotBars);
  }
}
