// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * An op refused the numbers it was given: a label out of range, a matrix that is not positive
 * definite. The message names the op, its shape, what was wrong and the user's line where the node
 * was made, where it was noted.
 */
public final class OpFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OpFailedException(Node node, RuntimeException cause) {
    super(
        node.describe()
            + ": "
            + cause.getMessage()
            + node.line().map(line -> ", at " + line).orElse(""),
        cause);
  }
}
