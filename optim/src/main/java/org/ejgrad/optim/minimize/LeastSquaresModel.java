// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/**
 * Residuals r and their Jacobian J at a point, weighted so that |r + J s|^2 / 2 is the model of the
 * objective. With a robust loss J and r are scaled row by row by the loss's slope and curvature
 * (Triggs et al. 2000, "Bundle adjustment: a modern synthesis", section 4.3); J'r is the gradient
 * of the objective in any case.
 */
final class LeastSquaresModel {
  private final double[] residuals;
  private final DMatrixRMaj jacobian;

  private LeastSquaresModel(double[] residuals, DMatrixRMaj jacobian) {
    this.residuals = residuals;
    this.jacobian = jacobian;
  }

  static LeastSquaresModel of(double[] residuals, DMatrixRMaj jacobian, RobustLoss loss) {
    if (loss.isSquares()) {
      return new LeastSquaresModel(residuals, jacobian);
    }
    double[] r = residuals.clone();
    DMatrixRMaj j = jacobian.copy();
    for (int i = 0; i < r.length; i++) {
      double slope = loss.slope(r[i]);
      // Where an outlier bends the loss down, the model keeps a little curvature.
      double scale = Math.sqrt(Math.max(slope + loss.bend(r[i]), 1e-8 * slope));
      r[i] *= slope / scale;
      for (int k = 0; k < j.numCols; k++) {
        j.data[i * j.numCols + k] *= scale;
      }
    }
    return new LeastSquaresModel(r, j);
  }

  /** The sum of the losses. */
  static double value(double[] residuals, RobustLoss loss) {
    double sum = 0;
    for (double r : residuals) {
      sum += loss.of(r);
    }
    return sum;
  }

  /** J'r. */
  double[] gradient() {
    return CommonOps_DDRM.multTransA(jacobian, column(residuals), null).data;
  }

  /** The norm of each column of J. */
  double[] columnNorms() {
    return columnNorms(jacobian);
  }

  /** The norm of each column. */
  static double[] columnNorms(DMatrixRMaj jacobian) {
    double[] norms = new double[jacobian.numCols];
    double[] column = new double[jacobian.numRows];
    for (int k = 0; k < norms.length; k++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = jacobian.get(i, k);
      }
      norms[k] = Vectors.norm(column);
    }
    return norms;
  }

  /** How much the model says that the value falls by this step: |r|^2 / 2 - |r + J s|^2 / 2. */
  double decrease(double[] s) {
    double[] js = CommonOps_DDRM.mult(jacobian, column(s), null).data;
    return -Vectors.dot(residuals, js) - Vectors.dot(js, js) / 2;
  }

  /**
   * The s with the smallest |r + J s|^2 + damping |D s|^2, by QR of J above sqrt(damping) D, which
   * does not square the condition of J as J'J would.
   *
   * @param scale the diagonal of D, above 0
   * @param free which elements may move; the others of s are 0
   */
  double[] step(double damping, double[] scale, boolean[] free) {
    int rows = jacobian.numRows;
    int cols = 0;
    for (boolean b : free) {
      cols += b ? 1 : 0;
    }
    double[] s = new double[free.length];
    if (cols == 0) {
      return s;
    }
    DMatrixRMaj a = new DMatrixRMaj(rows + cols, cols);
    DMatrixRMaj b = new DMatrixRMaj(rows + cols, 1);
    int c = 0;
    for (int k = 0; k < free.length; k++) {
      if (free[k]) {
        // Columns of length about 1 for QR; undone below.
        for (int i = 0; i < rows; i++) {
          a.set(i, c, jacobian.get(i, k) / scale[k]);
        }
        a.set(rows + c, c, Math.sqrt(damping));
        c++;
      }
    }
    for (int i = 0; i < rows; i++) {
      b.data[i] = -residuals[i];
    }
    DMatrixRMaj x = new DMatrixRMaj(cols, 1);
    var qr = LinearSolverFactory_DDRM.leastSquaresQrPivot(true, false);
    if (!qr.setA(a)) {
      return s;
    }
    qr.solve(b, x);
    c = 0;
    for (int k = 0; k < free.length; k++) {
      s[k] = free[k] ? x.data[c++] / scale[k] : 0;
    }
    return s;
  }

  private static DMatrixRMaj column(double[] vector) {
    return new DMatrixRMaj(vector.length, 1, true, vector);
  }
}
