// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The depth-first search that makes a {@link NodeList}, on a stack of its own. Nodes are numbered
 * when they are found and once more when they are listed, after their inputs, so that each edge is
 * looked up in the hash table once.
 */
final class NodeListing {
  /** Nodes in the order in which they are found, each before its inputs. */
  private final NodeTable found;

  /** Where the nodes that were found stand in the list. */
  private int[] placeOf;

  private int size;
  private final IntList inputs;

  /** Numbers of nodes some of whose inputs are not listed yet, each an input of the one before. */
  private int[] open = new int[64];

  private int[] nextInput = new int[64];
  private int top = -1;

  /** For each open node the inputs that were looked up, by their number in {@link #found}. */
  private final IntList lookedUp = new IntList(64);

  private final Predicate<Node> listsInputs;

  /**
   * An empty list, with room for as many nodes as are expected; it grows where more come.
   *
   * @param listsInputs whether what a node needs is listed, too; otherwise it stands as a leaf
   */
  NodeListing(int expected, Predicate<Node> listsInputs) {
    this.listsInputs = listsInputs;
    int room = Math.max(expected, 16);
    found = new NodeTable(room);
    placeOf = new int[room];
    inputs = new IntList(2 * room);
  }

  /** The place of a root, which is listed after what it needs unless it is there already. */
  int add(Node root) {
    int number = find(root);
    while (top >= 0) {
      Node node = found.node(open[top]);
      int inputCount = inputCount(node);
      if (nextInput[top] < inputCount) {
        lookedUp.push(find(node.input(nextInput[top]++)));
      } else {
        close(inputCount);
      }
    }
    return placeOf[number];
  }

  /** Number of inputs that are listed. */
  int inputCount(Node node) {
    return listsInputs.test(node) ? node.inputCount() : 0;
  }

  /** The number of a node, which is opened if it was not found before. */
  private int find(Node node) {
    int number = found.add(node);
    if (number == size + top + 1) {
      open(number);
    }
    return number;
  }

  private void open(int number) {
    top++;
    if (top == open.length) {
      open = Arrays.copyOf(open, 2 * top);
      nextInput = Arrays.copyOf(nextInput, 2 * top);
    }
    open[top] = number;
    nextInput[top] = 0;
  }

  private void close(int inputCount) {
    int first = lookedUp.size() - inputCount;
    for (int k = 0; k < inputCount; k++) {
      inputs.push(placeOf[lookedUp.get(first + k)]);
    }
    lookedUp.shorten(first);
    if (open[top] >= placeOf.length) {
      placeOf = Arrays.copyOf(placeOf, 2 * found.size());
    }
    placeOf[open[top--]] = size++;
  }

  /** All nodes, each after its inputs. */
  Node[] nodes() {
    Node[] nodes = new Node[size];
    for (int number = 0; number < size; number++) {
      nodes[placeOf[number]] = found.node(number);
    }
    return nodes;
  }

  /** The places of the inputs of the first node, then of the second, and so on. */
  int[] inputs() {
    return inputs.toArray();
  }
}
