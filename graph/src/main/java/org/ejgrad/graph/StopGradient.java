// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/** y = x, through which no derivative flows. */
record StopGradient() implements Identity {
  @Override
  public String label() {
    return "stopGradient";
  }

  @Override
  public boolean differentiable(int input) {
    return false;
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of();
  }
}
