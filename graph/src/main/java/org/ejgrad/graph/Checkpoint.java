// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * y = f(x1..xn), of which nothing but the arguments is kept for the reverse pass: it computes f
 * again, once the cotangent of y is there, and differentiates that (Griewank and Walther,
 * Evaluating Derivatives, chapter 12). The inputs are y itself, computed by ordinary nodes, then
 * the arguments, then the leaves that f reads besides.
 */
final class Checkpoint implements Op {
  /** f of placeholders. */
  private final NodeList body;

  private final List<Node> placeholders;

  private Checkpoint(NodeList body, List<Node> placeholders) {
    this.body = body;
    this.placeholders = placeholders;
  }

  static Node of(Function<List<Node>, Node> f, List<Node> arguments) {
    List<Node> placeholders = new ArrayList<>();
    for (Node argument : arguments) {
      placeholders.add(Node.input("argument" + (placeholders.size() + 1), argument.shape()));
    }
    NodeList body = NodeList.of(List.of(f.apply(List.copyOf(placeholders))));
    Checkpoint op = new Checkpoint(body, placeholders);
    List<Node> inputs = new ArrayList<>();
    inputs.add(op.on(arguments));
    inputs.addAll(arguments);
    for (int i = 0; i < body.size(); i++) {
      Node node = body.node(i);
      if (!(node instanceof Node.Application) && !placeholders.contains(node)) {
        inputs.add(node);
      }
    }
    return Node.apply(op, inputs.toArray(new Node[0]));
  }

  /** f of these arguments. */
  private Node on(List<Node> arguments) {
    Map<Node, Node> replacements = new HashMap<>();
    for (int k = 0; k < placeholders.size(); k++) {
      replacements.put(placeholders.get(k), arguments.get(k));
    }
    return body.map(node -> replacements.getOrDefault(node, node)).rootNodes().get(0);
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
    return input > 0;
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return vjp(y, yBar, Demand.ALL);
  }

  @Override
  public List<Node> vjp(Node y, Node yBar, Demand demand) {
    List<Node> again = new ArrayList<>();
    for (int k = 1; k <= placeholders.size(); k++) {
      again.add(Node.apply(new Barrier(), y.input(k), yBar));
    }
    List<Node> wrt = new ArrayList<>(again);
    wrt.addAll(y.inputs().subList(1 + placeholders.size(), y.inputCount()));
    return Gradients.of(
        List.of(on(again)), List.of(yBar), wrt, Gradients.Unreached.ZERO, demand.selected());
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return (x, y) -> y.copy(0, x[0], 0, y.length());
  }

  /** A program needs only the value. */
  @Override
  public Node rewrite(Node y) {
    return y.input(0);
  }
}
