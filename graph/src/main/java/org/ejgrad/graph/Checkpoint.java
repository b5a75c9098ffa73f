// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * y = f(x1..xn), of which nothing but the arguments is kept for the reverse pass: it computes f
 * again, once the cotangent of y is there, and differentiates that (Griewank and Walther,
 * Evaluating Derivatives, chapter 12). The inputs are y itself, computed by ordinary nodes, then
 * the arguments, then whatever was there before and f captures.
 */
final class Checkpoint implements Op {
  /** f of stand-ins, one for each input after the first. */
  private final Subgraph f;

  private final int arguments;

  private Checkpoint(Subgraph f, int arguments) {
    this.f = f;
    this.arguments = arguments;
  }

  static Node of(Function<List<Node>, Node> f, List<Node> arguments) {
    Subgraph.Traced traced =
        Subgraph.trace(
            slots -> List.of(f.apply(slots)),
            arguments.stream().map(Node::shape).toList(),
            Subgraph.Capture.EARLIER);
    Checkpoint op = new Checkpoint(traced.graph(), arguments.size());
    List<Node> x = new ArrayList<>(arguments);
    x.addAll(traced.captured());
    List<Node> inputs = new ArrayList<>(List.of(op.on(x)));
    inputs.addAll(x);
    return Node.apply(op, inputs.toArray(new Node[0]));
  }

  /** f of arguments and of what takes the place of what it captured. */
  private Node on(List<Node> x) {
    return Replacement.in(f.results(), f.slots(), x).get(0);
  }

  @Override
  public List<Subgraph> graphs() {
    return List.of(f);
  }

  @Override
  public String label() {
    return "checkpoint";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public boolean differentiable(int input) {
    return input > 0 && f.differentiable(input - 1);
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return vjp(y, yBar, Demand.ALL);
  }

  @Override
  public List<Node> vjp(Node y, Node yBar, Demand demand) {
    // First in the terms of f alone: what the arguments are made of is not walked each time.
    List<Node> slots = new ArrayList<>(f.slots());
    List<Node> targets =
        IntStream.range(0, slots.size()).filter(f::differentiable).mapToObj(slots::get).toList();
    Node seed =
        Structure.isOne(yBar) ? yBar : Node.standIn("cotangent", yBar.shape(), Optional.empty());
    List<Node> slotBars =
        Gradients.of(
            f.results(), List.of(seed), targets, Gradients.Unreached.ZERO, demand.selected());
    List<Node> again = new ArrayList<>();
    for (int k = 1; k < y.inputCount(); k++) {
      Node x = y.input(k);
      // A captured leaf is kept anyway and needs no copy.
      boolean needsNoCopy = k > arguments && !(x instanceof Node.Application);
      again.add(needsNoCopy ? x : Node.apply(new Barrier(), x, yBar));
    }
    slots.add(seed);
    again.add(yBar);
    return Replacement.in(slotBars, slots, again);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Kernel::copy;
  }

  /** A program needs only the value. */
  @Override
  public Node rewrite(Node y) {
    return y.input(0);
  }
}
