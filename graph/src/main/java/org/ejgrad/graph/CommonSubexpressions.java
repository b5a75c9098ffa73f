// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps one of several nodes that apply equal ops to the same nodes, and one of several equal 1x1
 * constants. Ops with identity equality, such as random ones, are never merged.
 */
final class CommonSubexpressions implements Pass {
  @Override
  public String title() {
    return "common subexpressions";
  }

  @Override
  public NodeList apply(NodeList list) {
    Map<Object, Node> kept = new HashMap<>();
    return list.map(
        node -> {
          if (node instanceof Node.Application application) {
            return kept.computeIfAbsent(new Call(application), key -> node);
          }
          if (node instanceof Node.Constant constant && constant.shape().isScalar()) {
            long bits = Double.doubleToRawLongBits(constant.matrix().data[0]);
            return kept.computeIfAbsent(bits, key -> node);
          }
          return node;
        });
  }

  /** An op and its inputs, equal where the ops are equal and the inputs are the same objects. */
  private record Call(Node.Application node) {
    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Call call)
          || call.node.inputCount() != node.inputCount()
          || !call.node.operation().equals(node.operation())) {
        return false;
      }
      for (int k = 0; k < node.inputCount(); k++) {
        if (call.node.input(k) != node.input(k)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      int hash = node.operation().hashCode();
      for (Node input : node.inputArray()) {
        hash = 31 * hash + System.identityHashCode(input);
      }
      return hash;
    }
  }
}
