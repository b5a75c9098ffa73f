// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/** The factorizations that a {@link Factor} may be, each packed into one matrix, by EJML. */
enum Factorization {
  /** {@link LuFactor}. */
  LU("lu") {
    @Override
    Shape packed(Shape a) {
      int n = Numerics.requireSquare(a);
      return Numerics.resultOf(n + 1L, n);
    }

    @Override
    MatrixKernel.Work work(Shape a, Precision kept) {
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
    MatrixKernel.Work work(Shape a, Precision kept) {
      return new QrFactor(a.rows(), a.cols(), -1);
    }
  },
  /** {@link QrFactor} that refuses dependent columns. */
  FULL_RANK_QR("fullRankQr") {
    @Override
    Shape packed(Shape a) {
      return packedQr(a);
    }

    @Override
    MatrixKernel.Work work(Shape a, Precision kept) {
      return new QrFactor(a.rows(), a.cols(), 2 * a.rows() * Numerics.epsilon(kept));
    }
  },
  /** {@link EigenFactor}. */
  EIGEN("symmetricEigen") {
    @Override
    Shape packed(Shape a) {
      int n = Numerics.requireSquare(a);
      return Numerics.resultOf(1L + n, n);
    }

    @Override
    MatrixKernel.Work work(Shape a, Precision kept) {
      return new EigenFactor(a.rows());
    }
  },
  /** {@link SvdFactor}. */
  SVD("svd") {
    @Override
    Shape packed(Shape a) {
      return Numerics.resultOf(1L + a.rows() + a.cols(), Math.min(a.rows(), a.cols()));
    }

    @Override
    MatrixKernel.Work work(Shape a, Precision kept) {
      return new SvdFactor(a.rows(), a.cols());
    }
  };

  final String label;

  Factorization(String label) {
    this.label = label;
  }

  abstract Shape packed(Shape a);

  /**
   * The code that computes it.
   *
   * @param kept what the numbers of a are known to
   */
  abstract MatrixKernel.Work work(Shape a, Precision kept);

  private static Shape packedQr(Shape a) {
    if (a.rows() < a.cols()) {
      throw ShapeMismatchException.violated("a.rows must be >= a.cols");
    }
    return Numerics.resultOf((long) a.rows() + a.cols(), a.cols());
  }

  /**
   * The factor of a.
   *
   * @param called the method that needs it, for messages
   */
  Expr of(Expr a, String called) {
    return Expr.apply(new Factor(this, Note.of(called)), a);
  }
}
