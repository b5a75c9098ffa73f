// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;

/** y = x, xBar = clip(yBar). */
record GradientClip(double low, double high) implements Unchanged {
  GradientClip {
    check(low <= high, "clipGradient: low must be at most high, got low=%s, high=%s", low, high);
  }

  @Override
  public String label() {
    return "clipGradient[" + low + ", " + high + "]";
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar.clip(low, high));
  }
}
