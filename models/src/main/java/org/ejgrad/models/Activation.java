// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;

/** What a hidden layer applies to each of its values. */
public enum Activation {
  /** 1 / (1 + e^-x). */
  SIGMOID(Expr::sigmoid, Initializers.xavier()),
  /** tanh x. */
  TANH(Expr::tanh, Initializers.xavier()),
  /** max(x, 0). */
  RELU(Expr::relu, Initializers.he());

  private final UnaryOperator<Expr> function;
  private final Initializer initializer;

  Activation(UnaryOperator<Expr> function, Initializer initializer) {
    this.function = function;
    this.initializer = initializer;
  }

  Expr of(Expr x) {
    return function.apply(x);
  }

  /** The initialiser that keeps variances level through layers with this activation. */
  Initializer initializer() {
    return initializer;
  }
}
