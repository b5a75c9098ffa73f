// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** y = a column as the diagonal of a matrix of zeros. Cotangent: the diagonal of yBar. */
record Diagonal(Shape target) implements ExprOp {
  @Override
  public String label() {
    return "diag[" + target + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.cols() != 1 || x.rows() != lengthIn(target)) {
      throw ShapeMismatchException.violated("x must be a column as long as the diagonal");
    }
    return target;
  }

  private static int lengthIn(Shape matrix) {
    return Math.min(matrix.rows(), matrix.cols());
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return (x, y) -> {
      y.fill(0, y.length(), 0);
      for (int i = 0; i < x[0].rows(); i++) {
        y.set(i * (y.cols() + 1), x[0].get(i));
      }
    };
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(yBar.extractDiag());
  }

  /** y_i = x_ii, a column. Cotangent: yBar as the diagonal of zeros. */
  record Extracted() implements ExprOp {
    @Override
    public String label() {
      return "extractDiag";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(lengthIn(inputs.get(0)), 1);
    }

    @Override
    public Numbers numbers() {
      return Numbers.ANY_TYPE;
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.rows(); i++) {
          y.set(i, x[0].get(i * (x[0].cols() + 1)));
        }
      };
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      return List.of(Expr.apply(new Diagonal(x.get(0).shape()), yBar));
    }
  }
}
