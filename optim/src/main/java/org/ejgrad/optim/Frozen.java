// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import org.ejgrad.ops.Expr;

/** theta &lt;- theta: the parameter keeps its value. {@link Optimizer#freeze} uses it. */
public record Frozen() implements UpdateRule {
  @Override
  public String name() {
    return "frozen";
  }

  @Override
  public Expr next(Expr theta, Expr gradient, State state) {
    // Not theta, which a wrapper such as decay may have moved.
    return state.parameter();
  }
}
