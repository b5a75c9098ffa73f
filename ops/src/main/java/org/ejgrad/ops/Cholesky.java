// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The lower y with y y' = (a + a') / 2 and a positive diagonal. Cotangent: aBar = y^-T S y^-1 for S
 * = the lower triangle of y' yBar, mirrored, halved: symmetric, because a is symmetrised (Murray,
 * "Differentiation of the Cholesky decomposition", 2016, eq. 9 and 10).
 */
record Cholesky(Note called) implements RoundingAwareOp {
  static Expr of(Expr a, String called) {
    return Expr.apply(new Cholesky(Note.of(called)), a);
  }

  @Override
  public String label() {
    return "cholesky";
  }

  @Override
  public String calledAs() {
    return called.text();
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Numerics.requireSquare(inputs.get(0));
    return inputs.get(0);
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    return new MatrixKernel(1, new Work(inputs.get(0).rows(), Numerics.epsilon(kept)));
  }

  private static final class Work implements MatrixKernel.Work {
    private final double epsilon;
    private final double smallest;
    private final DMatrixRMaj symmetric;
    private final DMatrixRMaj factor;
    private final CholeskyDecomposition_F64<DMatrixRMaj> cholesky;

    Work(int n, double epsilon) {
      this.epsilon = epsilon;
      this.smallest = n * epsilon;
      this.symmetric = new DMatrixRMaj(n, n);
      this.factor = new DMatrixRMaj(n, n);
      this.cholesky = DecompositionFactory_DDRM.chol(n, true);
    }

    @Override
    public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
      int n = y.numRows;
      if (n == 0) {
        return;
      }
      Numerics.requireFinite(x[0]);
      Numerics.symmetricPart(x[0], symmetric);
      factor.setTo(symmetric);
      if (!cholesky.decompose(factor)) {
        throw Cholesky.notPositive(symmetric, smallest);
      }
      cholesky.getT(y);
      int least = 0;
      for (int i = 0; i < n; i++) {
        if (!(remains(y, i) > smallest)) {
          throw notPositive(y, i);
        }
        least = remains(y, i) < remains(y, least) ? i : least;
      }
      if (remains(y, least) < Math.sqrt(epsilon)) {
        DMatrixRMaj inverse = CommonOps_DDRM.identity(n);
        Substitution.solve(y, true, false, false, inverse);
        Substitution.solve(y, true, true, false, inverse);
        if (Condition.reciprocalOfScaled(symmetric, inverse) <= epsilon) {
          throw notPositive(y, least);
        }
      }
    }

    private static double pivot(DMatrixRMaj l, int i) {
      return l.get(i, i) * l.get(i, i);
    }

    /** What is left of a_ii in pivot i. */
    private double remains(DMatrixRMaj l, int i) {
      return pivot(l, i) / symmetric.get(i, i);
    }

    private IllegalArgumentException notPositive(DMatrixRMaj l, int i) {
      return Cholesky.notPositive(i, pivot(l, i), symmetric.get(i, i));
    }
  }

  /** Repeats the factorization in the plainest way up to the pivot that it stopped at. */
  private static IllegalArgumentException notPositive(DMatrixRMaj a, double smallest) {
    int n = a.numRows;
    DMatrixRMaj l = new DMatrixRMaj(n, n);
    double pivot = Double.NaN;
    int i = 0;
    for (; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a.get(i, j);
        for (int k = 0; k < j; k++) {
          rest -= l.get(i, k) * l.get(j, k);
        }
        l.set(i, j, i == j ? Math.sqrt(rest) : rest / l.get(j, j));
        pivot = rest;
      }
      if (!(pivot > smallest * a.get(i, i))) {
        break;
      }
    }
    int at = Math.min(i, n - 1);
    return notPositive(at, pivot, a.get(at, at));
  }

  private static IllegalArgumentException notPositive(int i, double pivot, double diagonal) {
    return Numerics.refused(
        "the matrix must be symmetric positive definite, got pivot %s = %s where a_ii = %s; add a"
            + " multiple of the identity, or use solve",
        i, pivot, diagonal);
  }

  @Override
  public double cost(List<Shape> inputs, Shape result) {
    return (double) result.elements() * result.rows() / 6;
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr s = TrianglePart.mirroredLower(y.transpose().mult(yBar)).scale(0.5);
    Expr left = y.transpose().solveTriangular(Triangle.UPPER, s);
    Expr both = y.transpose().solveTriangular(Triangle.UPPER, left.transpose());
    return List.of(both);
  }
}
