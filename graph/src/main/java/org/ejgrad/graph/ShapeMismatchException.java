// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * The operands of an op do not fit together. The message names the op, the rule, each operand with
 * its shape and name, and the user's line: {@code mult: a.cols must equal b.rows, got a='x' 3x2,
 * b='w' 3x2, at Fit.main(Fit.java:12)}.
 */
public final class ShapeMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  private ShapeMismatchException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** For shape rules: says only which rule is broken; the node being made adds the rest. */
  public static ShapeMismatchException violated(String rule) {
    return new ShapeMismatchException(rule, rule);
  }

  /** For shapes that no matrix can have; a node being made adds op, operands and line. */
  static ShapeMismatchException impossible(String rule, int rows, int cols) {
    String shape = rows + "x" + cols;
    return new ShapeMismatchException(
        rule + ", asked for " + shape, "shape: " + rule + ", got " + shape);
  }

  /**
   * The whole message, for checks made before a node is: {@code what: rule, got a=..., b=..., at
   * line}.
   */
  public static ShapeMismatchException of(
      String what, String rule, List<String> roles, List<? extends Operand> operands) {
    StringBuilder text = new StringBuilder(what).append(": ").append(rule).append(", got ");
    for (int i = 0; i < operands.size(); i++) {
      Node node = operands.get(i).node();
      text.append(i == 0 ? "" : ", ").append(roles.get(i)).append('=').append(node.describe());
    }
    return new ShapeMismatchException(rule, UserLine.after(text.toString(), UserLine.find()));
  }

  /** The rule that was broken, such as {@code a.cols must equal b.rows}. */
  public String rule() {
    return rule;
  }
}
