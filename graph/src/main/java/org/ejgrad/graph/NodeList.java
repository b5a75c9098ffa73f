// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.collect.Comparators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The nodes that some roots need, each after its inputs, by index: the one form in which everything
 * here walks a graph. The order is that of a depth-first search, inputs from first to last, so it
 * depends on the graph alone. Building is iterative and linear in nodes plus edges.
 */
final class NodeList {
  private final Node[] nodes;

  /** Inputs of node i: {@code inputs[firstInput[i]] .. inputs[firstInput[i + 1] - 1]}. */
  private final int[] firstInput;

  private final int[] inputs;
  private final int[] roots;

  /** What users called nodes that are here now without the {@link Alias} that said so. */
  private final Map<Node, String> givenNames;

  private NodeList(NodeListing listing, int[] roots, Map<Node, String> givenNames) {
    this.roots = roots;
    this.givenNames = givenNames;
    this.nodes = listing.nodes();
    this.inputs = listing.inputs();
    this.firstInput = new int[nodes.length + 1];
    for (int i = 0; i < nodes.length; i++) {
      firstInput[i + 1] = firstInput[i] + listing.inputCount(nodes[i]);
    }
  }

  /** The nodes that these roots need and no others, which is also how dead code falls away. */
  static NodeList of(List<Node> rootNodes) {
    return of(rootNodes, all(0), Map.of());
  }

  /** The same without what nodes need that a rule takes as leaves. */
  static NodeList of(List<Node> rootNodes, Predicate<Node> listsInputs) {
    return of(rootNodes, new NodeListing(0, listsInputs), Map.of());
  }

  private static NodeList of(
      List<Node> rootNodes, NodeListing listing, Map<Node, String> givenNames) {
    int[] roots = rootNodes.stream().mapToInt(listing::add).toArray();
    return new NodeList(listing, roots, givenNames);
  }

  private static NodeListing all(int expected) {
    return new NodeListing(expected, node -> true);
  }

  /** The list that other roots need, of these nodes and new ones. */
  NodeList withRoots(List<Node> rootNodes) {
    return of(rootNodes, all(nodes.length), givenNames);
  }

  /**
   * The same nodes and roots, listed for the roots that need the shortest chains first: what a root
   * alone needs stands just before it, and can be forgotten when the next is computed.
   */
  NodeList nearRootsFirst() {
    int[] depth = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      for (int k = 0; k < inputCount(i); k++) {
        depth[i] = Math.max(depth[i], depth[input(i, k)] + 1);
      }
    }
    Comparator<Integer> nearFirst = Comparator.comparingInt(k -> depth[roots[k]]);
    List<Integer> order = new ArrayList<>(IntStream.range(0, roots.length).boxed().toList());
    if (Comparators.isInOrder(order, nearFirst)) {
      return this;
    }
    order.sort(nearFirst);
    NodeListing listing = all(nodes.length);
    int[] places = new int[roots.length];
    for (int k : order) {
      places[k] = listing.add(nodes[roots[k]]);
    }
    return new NodeList(listing, places, givenNames);
  }

  int size() {
    return nodes.length;
  }

  Node node(int index) {
    return nodes[index];
  }

  /** Where each of some nodes stands, or -1 if no root needs it; linear in the list. */
  int[] indicesOf(List<? extends Operand> wanted) {
    NodeTable table = new NodeTable(wanted.size());
    for (Operand operand : wanted) {
      table.add(operand.node());
    }
    int[] found = new int[table.size()];
    Arrays.fill(found, -1);
    for (int i = 0; i < nodes.length; i++) {
      int number = table.find(nodes[i]);
      if (number >= 0) {
        found[number] = i;
      }
    }
    return wanted.stream().mapToInt(operand -> found[table.find(operand.node())]).toArray();
  }

  /** What the user called a node that this one stands for, if anything. */
  Optional<String> givenName(int index) {
    return Optional.ofNullable(givenNames.get(nodes[index]));
  }

  /**
   * The node with its operands, after the name that a user gave it: {@code 'h' = mult('x', 'w')}.
   */
  String formula(int index) {
    String formula = GraphText.formula(nodes[index], this::label);
    return givenName(index).map(name -> Names.quoted(name) + " = " + formula).orElse(formula);
  }

  private String label(Node node) {
    return Optional.ofNullable(givenNames.get(node)).map(Names::quoted).orElseGet(node::label);
  }

  int inputCount(int index) {
    return firstInput[index + 1] - firstInput[index];
  }

  /** The index of input number {@code k} of node {@code index}. */
  int input(int index, int k) {
    return inputs[firstInput[index] + k];
  }

  int rootCount() {
    return roots.length;
  }

  int root(int k) {
    return roots[k];
  }

  /** Whether an op {@linkplain Op#selects selects} among elements of its inputs. */
  boolean holdsSelection() {
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof Node.Application node) {
        for (int k = 0; k < inputCount(i); k++) {
          if (node.operation().selects(k)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  List<Node> rootNodes() {
    return Arrays.stream(roots).mapToObj(i -> nodes[i]).toList();
  }

  /** What a node is replaced by. */
  interface Rule {
    /**
     * The node itself, or another one.
     *
     * @param index where the node stands in the list
     * @param node the node there, on inputs that have been replaced
     */
    Node apply(int index, Node node);
  }

  /**
   * Replaces each node, inputs first, by what the rule makes of it; the rule sees nodes whose
   * inputs have been replaced. Returns the list that the replaced roots need.
   */
  NodeList map(Rule rule) {
    Node[] mapped = mapped(rule);
    if (mapped == nodes) {
      return this;
    }
    List<Node> newRoots = rootsOf(mapped);
    return newRoots.equals(rootNodes()) ? this : of(newRoots, all(nodes.length), namesOf(mapped));
  }

  /** The replaced roots alone: what stands for a leaf may hang on any number of other nodes. */
  List<Node> mapRoots(Rule rule) {
    return rootsOf(mapped(rule));
  }

  /** What stands for each node now: the nodes themselves, not a copy, as long as all stay. */
  private Node[] mapped(Rule rule) {
    Node[] mapped = nodes;
    for (int i = 0; i < nodes.length; i++) {
      Node node = mapped == nodes ? nodes[i] : rebuilt(i, mapped);
      Node by = rule.apply(i, node);
      if (by != nodes[i] && mapped == nodes) {
        mapped = nodes.clone();
      }
      if (mapped != nodes) {
        mapped[i] = by;
      }
    }
    return mapped;
  }

  private List<Node> rootsOf(Node[] mapped) {
    return Arrays.stream(roots).mapToObj(root -> mapped[root]).toList();
  }

  /** The names of nodes that stand for others now, unless they have one of their own. */
  private Map<Node, String> namesOf(Node[] mapped) {
    Map<Node, String> names = new HashMap<>();
    for (int i = 0; i < mapped.length; i++) {
      String name =
          nodes[i] instanceof Node.Application node && node.operation() instanceof Alias alias
              ? alias.given()
              : givenNames.isEmpty() ? null : givenNames.get(nodes[i]);
      if (name != null && mapped[i].name().isEmpty()) {
        names.putIfAbsent(mapped[i], name);
      }
    }
    return names;
  }

  private Node rebuilt(int index, Node[] mapped) {
    if (!(nodes[index] instanceof Node.Application application)) {
      return nodes[index];
    }
    int k = 0;
    while (k < inputCount(index) && mapped[input(index, k)] == application.input(k)) {
      k++;
    }
    if (k == inputCount(index)) {
      return application;
    }
    Node[] newInputs = application.inputArray();
    for (; k < newInputs.length; k++) {
      newInputs[k] = mapped[input(index, k)];
    }
    return application.on(newInputs);
  }
}
