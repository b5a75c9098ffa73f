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
    return precision == Precision.FLOAT64 ? Add::doubles : Add::floats;
  }

  private static void doubles(Block[] x, Block y) {
    double[] a = x[0].doubles;
    double[] b = x[1].doubles;
    double[] sum = y.doubles;
    int aAt = x[0].at;
    int bAt = x[1].at;
    int yAt = y.at;
    for (int i = 0, length = y.length(); i < length; i++) {
      sum[yAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  private static void floats(Block[] x, Block y) {
    float[] a = x[0].floats;
    float[] b = x[1].floats;
    float[] sum = y.floats;
    int aAt = x[0].at;
    int bAt = x[1].at;
    int yAt = y.at;
    for (int i = 0, length = y.length(); i < length; i++) {
      sum[yAt + i] = a[aAt + i] + b[bAt + i];
    }
  }

  @Override
  public List<Node> vjp(Node y, Node yBar) {
    return List.of(yBar, yBar);
  }
}
