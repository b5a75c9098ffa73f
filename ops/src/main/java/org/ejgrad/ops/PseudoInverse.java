// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * P = V diag(s)^-1 U' of a = U diag(s) V', where singular values of at most max(m, n) epsilon times
 * the largest count as 0 and have the inverse 0 (epsilon as of the program's precision). Cotangent,
 * with products only: -P' yBar P' + (I - a P) yBar' P P' + P' P yBar' (I - P a), right for changes
 * of a that keep its rank (Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear
 * least squares problems whose variables separate", 1973); others make P jump.
 */
record PseudoInverse() implements RoundingAwareOp {
  @Override
  public String label() {
    return "pseudoInverse";
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    // What the SVD is packed into.
    Numerics.resultOf(1L + a.rows() + a.cols(), Math.min(a.rows(), a.cols()));
    return a.transposed();
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    Shape a = inputs.get(0);
    return new MatrixKernel(1, new Work(a.rows(), a.cols(), Numerics.epsilon(kept)));
  }

  private static final class Work implements MatrixKernel.Work {
    private final int m;
    private final int n;
    private final double epsilon;
    private final SvdFactor svd;
    private final DMatrixRMaj packed;
    private final DMatrixRMaj u;
    private final DMatrixRMaj v;

    Work(int m, int n, double epsilon) {
      int k = Math.min(m, n);
      this.m = m;
      this.n = n;
      this.epsilon = epsilon;
      this.svd = new SvdFactor(m, n);
      this.packed = new DMatrixRMaj(1 + m + n, k);
      this.u = new DMatrixRMaj(m, k);
      this.v = new DMatrixRMaj(n, k);
    }

    @Override
    public void run(DMatrixRMaj[] x, DMatrixRMaj y) {
      int k = packed.numCols;
      if (k == 0) {
        return;
      }
      svd.run(x, packed);
      CommonOps_DDRM.extract(packed, 1, 1 + m, 0, k, u);
      CommonOps_DDRM.extract(packed, 1 + m, 1 + m + n, 0, k, v);
      double zero = Math.max(m, n) * epsilon * packed.data[0];
      for (int j = 0; j < k; j++) {
        double s = packed.data[j];
        CommonOps_DDRM.scaleCol(s > zero ? 1 / s : 0, v, j);
      }
      CommonOps_DDRM.multTransB(v, u, y);
    }
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    Expr a = x.get(0);
    Expr flippedBar = yBar.transpose();
    Expr p = y.transpose();
    Expr inside = p.mult(yBar).mult(p).negative();
    // Projected first: what is outside of the space of a is then 0 before it meets the squares of
    // the inverse, which may overflow.
    Expr columns = flippedBar.minus(a.mult(y.mult(flippedBar)));
    Expr rows = flippedBar.minus(flippedBar.mult(y).mult(a));
    Expr outsideColumns = columns.mult(y).mult(p);
    Expr outsideRows = p.mult(y.mult(rows));
    return List.of(inside.plus(outsideColumns).plus(outsideRows));
  }
}
