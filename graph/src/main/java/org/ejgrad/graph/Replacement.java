// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The same expressions of other values: f(x) becomes f(x + e). Nothing is computed; what does not
 * depend on a replaced node stays the very node it is. Linear in nodes and edges.
 */
public final class Replacement {
  private Replacement() {}

  /**
   * These expressions with nodes in them replaced.
   *
   * @param expressions not modified, as nodes never are
   * @param replaced nodes that may stand in the expressions
   * @param by what stands in their places, in the same order and shapes; may use the replaced ones
   * @throws IllegalArgumentException if there are more of one than of the other
   * @throws ShapeMismatchException if a shape differs
   */
  public static List<Node> in(
      List<? extends Operand> expressions,
      List<? extends Operand> replaced,
      List<? extends Operand> by) {
    checkArgument(
        replaced.size() == by.size(),
        "replacement: one for each of %s nodes is needed, got %s",
        replaced.size(),
        by.size());
    Map<Node, Node> replacements = new HashMap<>();
    for (int k = 0; k < by.size(); k++) {
      Node old = replaced.get(k).node();
      Node other = by.get(k).node();
      if (!old.shape().equals(other.shape())) {
        throw ShapeMismatchException.of(
            "replacement",
            "both must have one shape",
            List.of("replaced", "by"),
            List.of(old, other));
      }
      replacements.put(old, other);
    }
    return NodeList.of(expressions.stream().map(Operand::node).toList())
        .mapRoots((index, node) -> replacements.getOrDefault(node, node));
  }

  /**
   * These expressions with nodes in them replaced, inputs first.
   *
   * @param rule takes a node, on inputs that have been replaced, and returns it or another of its
   *     shape
   */
  public static List<Node> in(List<? extends Operand> expressions, UnaryOperator<Node> rule) {
    return NodeList.of(expressions.stream().map(Operand::node).toList())
        .mapRoots((index, node) -> rule.apply(node));
  }
}
