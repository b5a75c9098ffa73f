// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.List;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.Expr;

/**
 * What an optimizer consumes: a parameter and the direction in which the loss grows.
 *
 * @param parameter the parameter, which keeps its value in a {@link Cell}
 * @param gradient of the parameter's shape; may be any expression
 */
public record ParameterGradient(Expr parameter, Expr gradient) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the parameter holds no state
   * @throws ShapeMismatchException if the gradient has another shape
   */
  public ParameterGradient {
    if (!(parameter.node() instanceof Node.Parameter)) {
      throw new IllegalArgumentException(
          "parameterGradient: only a parameter can be updated, got "
              + parameter.node().describe()
              + ". Make it with Autograd.parameter.");
    }
    if (!gradient.shape().equals(parameter.shape())) {
      throw ShapeMismatchException.of(
          "parameterGradient",
          "the gradient must have the parameter's shape",
          List.of("parameter", "gradient"),
          List.of(parameter, gradient));
    }
  }

  /** Where the parameter's value lives. */
  public Cell cell() {
    return parameter.cell();
  }

  /** The same parameter with another gradient. */
  public ParameterGradient withGradient(Expr other) {
    return new ParameterGradient(parameter, other);
  }
}
