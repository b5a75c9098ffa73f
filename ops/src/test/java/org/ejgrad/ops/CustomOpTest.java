// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.gradients;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Ops as a user writes them, with the public contract only. */
class CustomOpTest {
  /** y = x / (1 + |x| / width). */
  record Softsign(double width) implements ElementwiseOp, ExprOp {
    @Override
    public String label() {
      return "softsign[" + width + "]";
    }

    @Override
    public Kernel kernel(List<Shape> inputs, Precision precision) {
      return (x, y) -> {
        for (int i = 0; i < y.length(); i++) {
          double v = x[0].get(i);
          y.set(i, v / (1 + Math.abs(v) / width));
        }
      };
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      Expr slope = x.get(0).abs().divide(width).plus(1).square().reciprocal();
      return List.of(yBar.elementMult(slope));
    }
  }

  /** The outer product a b', m x n of m x 1 and n x 1. */
  record Outer() implements MatrixOp, ExprOp {
    @Override
    public String label() {
      return "outer";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      if (inputs.get(0).cols() != 1 || inputs.get(1).cols() != 1) {
        throw ShapeMismatchException.violated("both must be columns");
      }
      return Shape.of(inputs.get(0).rows(), inputs.get(1).rows());
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      for (int i = 0; i < y.numRows; i++) {
        for (int j = 0; j < y.numCols; j++) {
          y.data[i * y.numCols + j] = x[0].data[i] * x[1].data[j];
        }
      }
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      return List.of(yBar.mult(x.get(1)), yBar.transpose().mult(x.get(0)));
    }
  }

  /** y = x with as many cotangents as asked for, each in this shape. */
  record Broken(int cotangents, Shape shape) implements MatrixOp, ExprOp {
    @Override
    public String label() {
      return "broken";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      y.setTo(x[0]);
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      Expr bar = Autograd.constant(new DMatrixRMaj(shape.rows(), shape.cols()));
      return Collections.nCopies(cotangents, bar);
    }
  }

  @Test
  void elementwiseOp_ofAUser_passesTheCheckToSecondOrder() {
    GradientCheck.of(x -> Expr.apply(new Softsign(2), x))
        .at(Domain.NOT_ZERO.matrix(Shape.of(3, 4), 0, 1))
        .order(2)
        .verify();
  }

  @Test
  void matrixOp_ofAUser_passesTheCheckToSecondOrder() {
    GradientCheck.of((a, b) -> Expr.apply(new Outer(), a, b.sin()))
        .at(GradientCheck.normal(3, 1), GradientCheck.normal(4, 1))
        .order(2)
        .verify();
  }

  @Test
  void equalApplications_areMerged_differentOnesAreNot() {
    Expr x = Autograd.input("x", 2, 2);
    Expr same = Expr.apply(new Softsign(2), x).plus(Expr.apply(new Softsign(2), x));
    Expr different = Expr.apply(new Softsign(2), x).plus(Expr.apply(new Softsign(3), x));
    assertEquals(2, instructions(same));
    assertEquals(3, instructions(different));
  }

  @Test
  void shapesThatDoNotFit_areReportedLikeThoseOfAnyOp() {
    Expr a = Autograd.input("a", 3, 1);
    Expr b = Autograd.input("b", 1, 4);
    ShapeMismatchException error =
        assertThrows(ShapeMismatchException.class, () -> Expr.apply(new Outer(), a, b));
    String start = "outer: both must be columns, got a='a' 3x1, b='b' 1x4, at ";
    assertTrue(error.toString().contains(start), error::toString);
  }

  @Test
  void vjp_wrongCount_isAnErrorThatNamesTheOp() {
    Expr x = Autograd.input("x", 2, 3);
    for (int count : new int[] {0, 2}) {
      Expr y = Expr.apply(new Broken(count, x.shape()), x).elementSum();
      IllegalStateException error =
          assertThrows(IllegalStateException.class, () -> gradients(y, x));
      assertEquals(
          "broken: vjp must return one cotangent for each differentiable input, got "
              + count
              + " for 1",
          error.getMessage());
    }
  }

  @Test
  void vjp_wrongShape_isAnErrorThatNamesOpAndShapes() {
    Expr x = Autograd.input("x", 2, 3);
    Expr y = Expr.apply(new Broken(1, Shape.of(3, 2)), x).elementSum();
    IllegalStateException error = assertThrows(IllegalStateException.class, () -> gradients(y, x));
    assertEquals(
        "broken: the cotangent of x must have its shape 2x3, vjp returned 3x2", error.getMessage());
  }

  private static long instructions(Expr y) {
    return Autograd.compile(y).text().lines().filter(line -> line.contains(" = ")).count();
  }
}
