// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * An op refused the numbers it was given: a label out of range, a matrix that is not positive
 * definite. The message names the op with its shape, or the method that is made of several ops;
 * what was wrong; and the user's line where the node was made, where it was noted.
 */
public final class OpFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OpFailedException(Node.Application node, RuntimeException cause) {
    super(UserLine.after(what(node) + ": " + cause.getMessage(), node.line()), cause);
  }

  /**
   * The op with its only operand, or the method it is a part of with the leaf that was given:
   * invert of 'a' 3x3.
   */
  private static String what(Node.Application node) {
    String called = node.operation().calledAs();
    if (called.equals(node.operation().label())) {
      return node.inputCount() == 1 ? called + " of " + node.input(0).describe() : node.describe();
    }
    boolean isLeaf = node.input(0).op().isEmpty();
    return isLeaf ? called + " of " + node.input(0).describe() : called;
  }
}
