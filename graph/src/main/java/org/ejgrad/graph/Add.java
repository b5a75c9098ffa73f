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
  public void forward(double[][] x, int[] xAt, double[] y, int yAt, int length) {
    double[] a = x[0];
    double[] b = x[1];
    int aAt = xAt[0];
    int bAt = xAt[1];
    for (int i = 0; i < length; i++) {
      y[yAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of(yBar, yBar);
  }
}
