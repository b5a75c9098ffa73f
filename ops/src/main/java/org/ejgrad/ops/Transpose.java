// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/** y_ij = x_ji. Cotangent: xBar = yBar'. */
record Transpose() implements ExprOp {
  private static final int SQUARE = 32;

  @Override
  public String label() {
    return "transpose";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0).transposed();
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Kernel.ofItems(inputs.get(0).cols(), Transpose::transpose);
  }

  /** By squares that stay in the cache, because either side alone jumps through memory. */
  private static void transpose(Block[] x, Block y, int from, int to) {
    int rows = y.rows();
    int cols = y.cols();
    for (int i0 = from; i0 < to; i0 += SQUARE) {
      for (int j0 = 0; j0 < cols; j0 += SQUARE) {
        for (int i = i0; i < Math.min(to, i0 + SQUARE); i++) {
          for (int j = j0; j < Math.min(cols, j0 + SQUARE); j++) {
            y.set(i * cols + j, x[0].get(j * rows + i));
          }
        }
      }
    }
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
