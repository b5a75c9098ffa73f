// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** y_ij = 1 for j = k_i, otherwise 0, for a column k of class indices. No derivative. */
record OneHot(int classes) implements MatrixOp, ExprOp {
  @Override
  public String label() {
    return "oneHot[" + classes + "]";
  }

  @Override
  public boolean differentiable(int input) {
    return false;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.get(0).cols() != 1) {
      throw ShapeMismatchException.violated("class indices must be one column");
    }
    return Shape.of(inputs.get(0).rows(), classes);
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    y.zero();
    for (int i = 0; i < y.numRows; i++) {
      y.data[i * classes + Indices.at(x[0], i, classes)] = 1;
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of();
  }
}
