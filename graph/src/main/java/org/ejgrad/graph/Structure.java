// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The ops this module owns: what accumulating cotangents needs, and what gives a graph its
 * structure. Everything mathematical lives elsewhere.
 */
public final class Structure {
  /**
   * The zeros and ones that rules make. They are known by identity: a constant of the user may be a
   * target, and what hangs on it must not be left out because it happens to hold 0 or 1.
   */
  private static final Node ZERO = Node.constant(0);

  private static final Node ONE = Node.constant(1);

  private Structure() {}

  /** The seed of a loss, 1x1. */
  public static Node one() {
    return ONE;
  }

  /** Whether a node is {@link #one}, or a matrix filled with it. */
  public static boolean isOne(Node node) {
    return filling(node) == ONE;
  }

  /** Whether a node is one that rules made, which no user has in hand: no target. */
  static boolean isOfRules(Node node) {
    return node == ZERO || node == ONE;
  }

  /** y = a + b, of equal shapes. */
  public static Node add(Node a, Node b) {
    return Node.apply(new Add(), a, b);
  }

  /** Whether a node is the {@linkplain #add sum} of two others. */
  public static boolean isSum(Node node) {
    return node instanceof Node.Application application && application.operation() instanceof Add;
  }

  /** x stretched to a shape as NumPy does; x itself where it has that shape. */
  public static Node broadcast(Node x, Shape target) {
    return x.shape().equals(target) ? x : Node.apply(new Broadcast(target), x);
  }

  /** Whether a node is another one stretched to a shape. */
  public static boolean isBroadcast(Node node) {
    return node instanceof Node.Application application
        && application.operation() instanceof Broadcast;
  }

  /** x summed over each side that is 1 in the target; x itself where it has that shape. */
  public static Node sumTo(Node x, Shape target) {
    return x.shape().equals(target) ? x : Node.apply(new SumTo(target), x);
  }

  /** A matrix that holds one number everywhere. */
  public static Node fill(double value, Shape shape) {
    return broadcast(value == 0 ? ZERO : Node.constant(value), shape);
  }

  /** The number that a node is known to hold everywhere: a constant one, or a matrix filled so. */
  public static OptionalDouble numberOf(Node node) {
    return filling(node) instanceof Node.Constant constant && constant.shape().isScalar()
        ? OptionalDouble.of(constant.matrix().data[0])
        : OptionalDouble.empty();
  }

  /** What a matrix is filled with, if it is a broadcast; otherwise the node itself. */
  private static Node filling(Node node) {
    return isBroadcast(node) ? node.input(0) : node;
  }

  /** Whether a node is the 0 that rules make, or a matrix filled with it. */
  public static boolean isZero(Node node) {
    return filling(node) == ZERO;
  }

  /** x, through which no derivative flows. */
  public static Node stopGradient(Node x) {
    return Node.apply(new StopGradient(), x);
  }

  /**
   * y = f(x1..xn), of which the reverse pass keeps the arguments only: it computes f again, which
   * saves the memory of what f computes in between. f is called once, now, with stand-ins; what it
   * captures, leaves and what was computed before, counts as further arguments.
   */
  public static Node checkpoint(Function<List<Node>, Node> f, List<Node> arguments) {
    return Checkpoint.of(f, arguments);
  }

  /** x under a name, for messages and printed graphs. */
  public static Node named(Node x, String name) {
    Arguments.check(!name.isEmpty(), "named: the name must not be empty");
    return Node.apply(new Alias(name), x);
  }
}
