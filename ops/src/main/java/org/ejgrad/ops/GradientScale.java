// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;

/** y = x, xBar = c yBar. */
record GradientScale(double c) implements Unchanged {
  GradientScale {
    check(Double.isFinite(c), "scaleGradient: the factor must be finite, got %s", c);
  }

  @Override
  public String label() {
    return "scaleGradient[" + c + "]";
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar.carry(c));
  }
}
