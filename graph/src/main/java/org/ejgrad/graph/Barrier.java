// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * y = x, a copy that exists only once another value, the token, has been computed. Never merged,
 * since it has identity equality, and never run together with its neighbours: what is computed from
 * y is computed after the token.
 */
final class Barrier implements Op {
  @Override
  public String label() {
    return "barrier";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "x" : "token";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
  }

  @Override
  public boolean computesWith(int input) {
    return input == 0;
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of(yBar);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Kernel::copy;
  }
}
