// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** The same elements, row by row, in another shape. Cotangent: reshaped back. */
record Reshape(int rows, int cols) implements ExprOp {
  /** The node in another shape; itself where it has that. */
  static Node of(Node x, int rows, int cols) {
    return x.shape().equals(Shape.of(rows, cols)) ? x : Node.apply(new Reshape(rows, cols), x);
  }

  @Override
  public String label() {
    return "reshape[" + rows + "x" + cols + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape target = Shape.of(rows, cols);
    if (inputs.get(0).elements() != target.elements()) {
      throw ShapeMismatchException.violated(
          "the number of elements must stay, asked for " + target);
    }
    return target;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return Kernel.ofItems(
        rows, (x, y, from, to) -> y.copy(from * cols, x[0], from * cols, (to - from) * cols));
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar.reshape(x.get(0).rows(), x.get(0).cols()));
  }

  @Override
  public Node rewrite(Node y) {
    return y.input(0).shape().equals(y.shape()) ? y.input(0) : y;
  }
}
