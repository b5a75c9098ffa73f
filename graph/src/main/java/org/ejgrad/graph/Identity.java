// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/** y = x: ops that stand for something in the graph and compute nothing. xBar = yBar. */
interface Identity extends ElementwiseOp {
  @Override
  default Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  default Kernel kernel(List<Shape> inputs, Precision precision) {
    return Kernel::copy;
  }

  @Override
  default List<Node> vjp(Node y, Node yBar) {
    return List.of(yBar);
  }

  /** A program needs only the value; one that needs a copy of it says so. */
  @Override
  default Node rewrite(Node y) {
    return y.input(0);
  }
}
