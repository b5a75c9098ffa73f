// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/** y = a + b; what accumulation is made of. Cotangents: aBar = yBar, bBar = yBar. */
record Add() implements ElementwiseOp {
  @Override
  public String label() {
    return "plus";
  }

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Sums.LOOPS.add(precision);
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of(yBar, yBar);
  }
}
