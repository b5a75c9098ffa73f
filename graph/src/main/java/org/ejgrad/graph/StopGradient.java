// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/** y = x, through which no derivative flows. */
record StopGradient() implements ElementwiseOp {
  @Override
  public String label() {
    return "stopGradient";
  }

  @Override
  public void forward(double[][] x, int[] xAt, double[] y, int yAt, int length) {
    System.arraycopy(x[0], xAt[0], y, yAt, length);
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of();
  }

  @Override
  public boolean differentiable(int input) {
    return false;
  }

  /** Programs have no derivatives, so nothing is left to stop. */
  @Override
  public Node rewrite(Node y) {
    return y.input(0);
  }
}
