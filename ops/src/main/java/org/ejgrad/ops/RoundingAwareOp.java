// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * An op whose kernel goes by the precision that its numbers are kept in, whatever it computes in: a
 * rank has a threshold, and a graph inside is compiled in that precision.
 */
interface RoundingAwareOp extends ExprOp {
  /** The code for numbers that are known to this precision. */
  Kernel kernelFor(List<Shape> inputs, Precision kept);

  @Override
  default Kernel kernel(List<Shape> inputs, Precision precision) {
    return kernelFor(inputs, precision);
  }

  @Override
  default Kernel kernel(List<Shape> inputs, Precision precision, Precision kept) {
    return kernelFor(inputs, kept);
  }
}
