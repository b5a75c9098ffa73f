// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/** y = x: ops that change the derivative only; programs leave them out. */
interface Unchanged extends ElementwiseOp, ExprOp {
  @Override
  default Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  default Kernel kernel(List<Shape> inputs, Precision precision) {
    return Kernel::copy;
  }

  @Override
  default Node rewrite(Node y) {
    return y.input(0);
  }
}
