// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.ejml.data.DMatrixRMaj;

/** An op that works on whole matrices, such as a product or a reduction. */
public interface MatrixOp extends Op {
  /**
   * Computes the result. Shapes were checked when the node was made; nothing is allocated on a hot
   * path.
   *
   * @param x the inputs, never the same instance as {@code y}. Not modified.
   * @param y the result, already in its shape, holding old numbers; fully overwritten. Modified.
   */
  void forward(DMatrixRMaj[] x, DMatrixRMaj y);
}
