// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.Structure;

/**
 * The reverse rule of an op as it writes itself down: applied to y = op(x) and yBar, as formulas in
 * the op's own names; what is used twice has a line of its own.
 */
final class RuleText {
  private final Map<Node, String> names = new HashMap<>();
  private final Map<Node, Integer> uses = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Integer> without = new ArrayList<>();
  private boolean alwaysZero = true;

  /** The rule of an op, at inputs of the shapes that this application of it has. */
  RuleText(Node application) {
    Op op = application.op().orElseThrow();
    Node[] x = new Node[application.inputCount()];
    for (int k = 0; k < x.length; k++) {
      x[k] = Node.input(op.role(k, x.length), application.input(k).shape());
      names.put(x[k], op.role(k, x.length));
    }
    Node y = Node.apply(op, x);
    names.put(y, "y");
    Node yBar = Node.input("yBar", y.shape());
    names.put(yBar, "yBar");
    List<Node> bars = op.vjp(y, yBar);
    bars.forEach(this::countUses);
    int bar = 0;
    for (int k = 0; k < x.length; k++) {
      if (!op.differentiable(k)) {
        without.add(k);
        continue;
      }
      Node xBar = bars.get(bar++);
      OptionalDouble number = Structure.numberOf(xBar);
      alwaysZero &= number.isPresent() && number.getAsDouble() == 0;
      String text = text(xBar);
      lines.add(op.role(k, x.length) + "Bar = " + text);
    }
  }

  /** Formulas, a line each; none if no derivative flows. */
  List<String> lines() {
    return lines;
  }

  /** Inputs that no derivative flows to. */
  List<Integer> without() {
    return without;
  }

  /** Whether every cotangent is 0, or there is none. */
  boolean isZero() {
    return alwaysZero;
  }

  private void countUses(Node end) {
    Deque<Node> open = new ArrayDeque<>(List.of(end));
    while (!open.isEmpty()) {
      Node node = open.pop();
      boolean first = uses.merge(node, 1, Integer::sum) == 1;
      if (first && !names.containsKey(node)) {
        node.inputs().forEach(open::push);
      }
    }
  }

  /** Recursive: rules are a few nodes deep. */
  private String text(Node node) {
    String known = names.get(node);
    if (known != null) {
      return known;
    }
    OptionalDouble number = Structure.numberOf(node);
    if (number.isPresent()) {
      return number(number.getAsDouble());
    }
    if (node.op().isEmpty()) {
      return node.toString();
    }
    List<String> operands = node.inputs().stream().map(this::text).toList();
    String text = node.op().get().label() + "(" + String.join(", ", operands) + ")";
    if (uses.getOrDefault(node, 0) > 1) {
      String name = "t" + (1 + lines.stream().filter(line -> line.startsWith("t")).count());
      lines.add(name + " = " + text);
      names.put(node, name);
      return name;
    }
    return text;
  }

  static String number(double value) {
    if (value == 0 && 1 / value < 0) {
      return "-0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Long.toString((long) value);
    }
    return Double.isInfinite(value) ? (value < 0 ? "-inf" : "inf") : Double.toString(value);
  }
}
