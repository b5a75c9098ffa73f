// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Functions of the determinant d of a, by the LU factor of a. */
enum Determinant implements ExprOp {
  /** y = d, also of a singular matrix. Cotangent: yBar C for the matrix C of cofactors. */
  DETERMINANT("determinant") {
    @Override
    MatrixKernel.Work work() {
      return (x, y) -> y.data[0] = LuFactor.determinant(x[1]);
    }

    @Override
    Expr aBar(Expr a, Expr lu, Expr y, Expr yBar) {
      return yBar.broadcast(a.shape()).elementMult(Expr.apply(COFACTORS, a, lu));
    }
  },
  /** y = log |d|. Cotangent: yBar a^-T. */
  LOG_DETERMINANT("logDeterminant") {
    @Override
    MatrixKernel.Work work() {
      return (x, y) -> {
        LuFactor.requireRegular(x[1]);
        double sum = 0;
        for (int i = 0; i < x[1].numCols; i++) {
          sum += Math.log(Math.abs(x[1].get(i, i)));
        }
        y.data[0] = sum;
      };
    }

    @Override
    Expr aBar(Expr a, Expr lu, Expr y, Expr yBar) {
      return yBar.broadcast(a.shape()).elementMult(inverseTransposed(a, lu));
    }
  },
  /**
   * The matrix C of cofactors, d a^-T, also of a singular matrix: there from the singular values as
   * det(U) det(V) U diag(the product of the other s_j) V'. Cotangent: d (&lt;W, yBar&gt; W - W
   * yBar' W) with W = a^-T, so that second derivatives need a regular matrix.
   */
  COFACTORS("cofactors") {
    @Override
    MatrixKernel.Work work() {
      return Determinant::cofactors;
    }

    @Override
    Expr aBar(Expr a, Expr lu, Expr y, Expr yBar) {
      Expr w = inverseTransposed(a, lu);
      Expr d = Expr.apply(DETERMINANT, a, lu);
      Expr inner = w.dot(yBar).elementMult(w).minus(w.mult(yBar.transpose()).mult(w));
      return d.elementMult(inner);
    }
  };

  /** A pivot that kept fewer digits than half of them makes d a^-T a product of errors. */
  private static final double ILL_CONDITIONED = 1e-8;

  private final String label;

  Determinant(String label) {
    this.label = label;
  }

  abstract MatrixKernel.Work work();

  abstract Expr aBar(Expr a, Expr lu, Expr y, Expr yBar);

  private static Expr inverseTransposed(Expr a, Expr lu) {
    return Solve.apply(true, a, lu, LinearAlgebra.identity(a.rows()));
  }

  private static void cofactors(DMatrixRMaj[] x, DMatrixRMaj y) {
    int n = y.numRows;
    for (int i = 0; i < n; i++) {
      if (!(LuFactor.remains(x[1], i) > ILL_CONDITIONED)) {
        cofactorsBySvd(x[0], y);
        return;
      }
    }
    LuFactor.solve(x[1], true, CommonOps_DDRM.identity(n), y, new DMatrixRMaj(n, n));
    CommonOps_DDRM.scale(LuFactor.determinant(x[1]), y);
  }

  private static void cofactorsBySvd(DMatrixRMaj a, DMatrixRMaj y) {
    int n = y.numRows;
    DMatrixRMaj packed = new DMatrixRMaj(1 + 2 * n, n);
    new SvdFactor(n, n).run(new DMatrixRMaj[] {a}, packed);
    DMatrixRMaj u = CommonOps_DDRM.extract(packed, 1, 1 + n, 0, n);
    DMatrixRMaj v = CommonOps_DDRM.extract(packed, 1 + n, 1 + 2 * n, 0, n);
    double sign = Math.signum(CommonOps_DDRM.det(u) * CommonOps_DDRM.det(v));
    for (int j = 0; j < n; j++) {
      double others = sign;
      for (int k = 0; k < n; k++) {
        others *= k == j ? 1 : packed.data[k];
      }
      CommonOps_DDRM.scaleCol(others, u, j);
    }
    CommonOps_DDRM.multTransB(u, v, y);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "a" : "lu";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
  }

  @Override
  public boolean mayFail() {
    return this != DETERMINANT;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return this == COFACTORS ? inputs.get(0) : Shape.SCALAR;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return new MatrixKernel(2, work());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(aBar(x.get(0), x.get(1), y, yBar));
  }
}
