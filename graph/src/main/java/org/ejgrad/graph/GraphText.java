// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.base.Strings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Graphs as text and as DOT, the language of Graphviz. Both list each node once, after its inputs;
 * leaves and, in programs, other nodes that were given names go by them, the rest by %0, %1, ...
 */
public final class GraphText {
  private GraphText() {}

  /**
   * What the operands are computed from, a line a node: {@code %2 = mult(x, w) 5x3}.
   *
   * @param results where the graph ends, such as a loss and its gradients
   */
  public static String of(List<? extends Operand> results) {
    return of(NodeList.of(nodes(results)));
  }

  /** The same as a digraph for the program {@code dot}. */
  public static String dot(List<? extends Operand> results) {
    NodeList list = NodeList.of(nodes(results));
    StringBuilder text = new StringBuilder("digraph {\n  node [fontname=\"monospace\"];\n");
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      String form =
          node instanceof Node.Application
              ? "ellipse"
              : node instanceof Node.Parameter ? "box, style=bold" : "box";
      String label =
          node instanceof Node.Application application
              ? application.operation().label()
              : leaf(node);
      text.append(
          Strings.lenientFormat(
              "  n%s [label=\"%s\\n%s\", shape=%s];\n", i, quoted(label), node.shape(), form));
      for (int k = 0; k < list.inputCount(i); k++) {
        text.append(Strings.lenientFormat("  n%s -> n%s;\n", list.input(i, k), i));
      }
    }
    return text.append("}\n").toString();
  }

  static String of(NodeList list) {
    String[] names = names(list);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      if (node instanceof Node.Constant && node.shape().isScalar()) {
        continue;
      }
      text.append(names[i]);
      if (node instanceof Node.Application application) {
        text.append(" = ").append(call(list, i, application, names)).append(' ');
      } else if (node instanceof Node.Constant) {
        text.append(" ");
      } else {
        text.append(node instanceof Node.Input ? ": input " : ": parameter ");
      }
      text.append(node.shape()).append('\n');
    }
    List<String> results = new ArrayList<>();
    for (int k = 0; k < list.rootCount(); k++) {
      results.add(names[list.root(k)]);
    }
    return text.append("results: ").append(String.join(", ", results)).append('\n').toString();
  }

  /** One node with its operands' names only, for messages: {@code log('x')}. */
  static String formula(Node node) {
    return formula(node, Node::label);
  }

  /** The same with names that nodes do not know themselves. */
  static String formula(Node node, Function<Node, String> label) {
    if (!(node instanceof Node.Application application)) {
      return node.label();
    }
    List<String> operands = node.inputs().stream().map(label).toList();
    return application.operation().label() + "(" + String.join(", ", operands) + ")";
  }

  /** What each node is called: by its name if it has one, made different where two share it. */
  static String[] names(NodeList list) {
    String[] names = new String[list.size()];
    Set<String> taken = new HashSet<>();
    Map<String, Integer> next = new HashMap<>();
    int applications = 0;
    int constants = 0;
    for (int i = 0; i < list.size(); i++) {
      Node node = list.node(i);
      boolean isNumber = node instanceof Node.Constant && node.shape().isScalar();
      Optional<String> given =
          isNumber ? Optional.empty() : list.givenName(i).map(Names::printable);
      if (isNumber) {
        names[i] = leaf(node);
      } else if (node instanceof Node.Application && given.isEmpty()) {
        do {
          names[i] = "%" + applications++;
        } while (!taken.add(names[i]));
      } else {
        String name =
            given.isPresent()
                ? given.get()
                : node instanceof Node.Constant ? "constant" + constants++ : leaf(node);
        names[i] = name;
        while (!taken.add(names[i])) {
          names[i] = name + "#" + next.merge(name, 2, (n, start) -> n + 1);
        }
      }
    }
    return names;
  }

  static String call(NodeList list, int index, Node.Application node, String[] names) {
    StringBuilder text = new StringBuilder(node.operation().label()).append('(');
    for (int k = 0; k < list.inputCount(index); k++) {
      text.append(k == 0 ? "" : ", ").append(names[list.input(index, k)]);
    }
    return text.append(')').toString();
  }

  private static String leaf(Node node) {
    return node.name().map(Names::printable).orElseGet(node::label);
  }

  private static String quoted(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static List<Node> nodes(List<? extends Operand> operands) {
    List<Node> nodes = new ArrayList<>(operands.size());
    for (Operand operand : operands) {
      nodes.add(operand.node());
    }
    return nodes;
  }
}
