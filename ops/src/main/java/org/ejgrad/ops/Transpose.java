// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** y_ij = x_ji. Cotangent: xBar = yBar'. */
record Transpose() implements MatrixOp, ExprOp {
  @Override
  public String label() {
    return "transpose";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0).transposed();
  }

  @Override
  public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
    CommonOps_DDRM.transpose(x[0], y);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar.transpose());
  }

  /** The transpose of a transpose is the matrix itself. */
  @Override
  public Node rewrite(Node y) {
    Node inner = under(y.input(0));
    return inner == y.input(0) ? y : inner;
  }

  /** What is transposed, if the node is a transpose; otherwise the node. */
  static Node under(Node node) {
    return node.op().filter(Transpose.class::isInstance).isPresent() ? node.input(0) : node;
  }
}
