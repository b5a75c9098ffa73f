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
import org.ejgrad.graph.Structure;

/** Nodes as formulas in given names, a line each; what is used twice has a line of its own. */
final class Formulas {
  private final Map<Node, String> names = new HashMap<>();
  private final Map<Node, Integer> uses = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private int shared;

  /** What a node is called wherever it occurs. */
  void name(Node node, String name) {
    names.put(node, name);
  }

  /** To be called for all ends before the first of them is written. */
  void countUses(Node end) {
    Deque<Node> open = new ArrayDeque<>(List.of(end));
    while (!open.isEmpty()) {
      Node node = open.pop();
      boolean first = uses.merge(node, 1, Integer::sum) == 1;
      if (first && !names.containsKey(node)) {
        node.inputs().forEach(open::push);
      }
    }
  }

  /** How many different nodes were counted. */
  int size() {
    return uses.size();
  }

  /** Adds the line of a node. */
  void define(String name, Node node) {
    String formula = text(node);
    lines.add(name + " = " + formula);
  }

  List<String> lines() {
    return lines;
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
      shared++;
      lines.add("t" + shared + " = " + text);
      names.put(node, "t" + shared);
      return "t" + shared;
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
