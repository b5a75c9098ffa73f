// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Factorizations, each packed into one matrix, by EJML. The ops that use a factor take the matrix a
 * as their first input and its factor as the second, and their reverse rules are stated in a: no
 * derivative flows through the factor. So solves, their gradients and the gradients of those share
 * one factor node, and a part whose cotangent is absent from a graph costs nothing. EJML's code for
 * values and vectors allocates a little memory in each run.
 */
enum Factorization implements ExprOp {
  /** {@link LuFactor}. */
  LU("lu") {
    @Override
    Shape packed(Shape a) {
      int n = Numerics.requireSquare(a);
      return Shape.of(n + 1, n);
    }

    @Override
    MatrixKernel.Work work(Shape a) {
      return new LuFactor();
    }
  },
  /** {@link QrFactor}. */
  QR("qr") {
    @Override
    Shape packed(Shape a) {
      return packedQr(a);
    }

    @Override
    MatrixKernel.Work work(Shape a) {
      return new QrFactor(a.rows(), a.cols(), false);
    }
  },
  /** {@link QrFactor} that refuses dependent columns. */
  FULL_RANK_QR("fullRankQr") {
    @Override
    Shape packed(Shape a) {
      return packedQr(a);
    }

    @Override
    MatrixKernel.Work work(Shape a) {
      return new QrFactor(a.rows(), a.cols(), true);
    }
  },
  /** {@link EigenFactor}. */
  EIGEN("symmetricEigen") {
    @Override
    Shape packed(Shape a) {
      int n = Numerics.requireSquare(a);
      return Shape.of(1 + n, n);
    }

    @Override
    MatrixKernel.Work work(Shape a) {
      return new EigenFactor(a.rows());
    }
  },
  /** {@link SvdFactor}. */
  SVD("svd") {
    @Override
    Shape packed(Shape a) {
      return Shape.of(1 + a.rows() + a.cols(), Math.min(a.rows(), a.cols()));
    }

    @Override
    MatrixKernel.Work work(Shape a) {
      return new SvdFactor(a.rows(), a.cols());
    }
  };

  private final String label;

  Factorization(String label) {
    this.label = label;
  }

  abstract Shape packed(Shape a);

  abstract MatrixKernel.Work work(Shape a);

  private static Shape packedQr(Shape a) {
    if (a.rows() < a.cols()) {
      throw ShapeMismatchException.violated("rows must be >= cols");
    }
    return Shape.of(a.rows() + a.cols(), a.cols());
  }

  Expr of(Expr a) {
    return Expr.apply(this, a);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return packed(inputs.get(0));
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
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return new MatrixKernel(1, work(inputs.get(0)));
  }

  /** Some ten times the n^3 / 3 multiply-adds of the cheapest of them. */
  @Override
  public double cost(List<Shape> inputs, Shape result) {
    Shape a = inputs.get(0);
    return 3.0 * a.elements() * Math.min(a.rows(), a.cols());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of();
  }
}
