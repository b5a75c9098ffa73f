// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Collection;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The L-BFGS estimate of the Hessian, B = theta I - W M W', with W = [Y, theta S] of the last steps
 * (Byrd, Lu, Nocedal, Zhu 1995, equations (3.2) to (3.4)).
 */
final class CompactHessian {
  private final double theta;
  private final DMatrixRMaj w;
  private final DMatrixRMaj m;

  private CompactHessian(double theta, DMatrixRMaj w, DMatrixRMaj m) {
    this.theta = theta;
    this.w = w;
    this.m = m;
  }

  /** From these steps, oldest first; the identity of none, or of some too alike to be inverted. */
  static CompactHessian of(Collection<Secant> steps, int n) {
    int k = steps.size();
    Secant[] secants = steps.toArray(new Secant[0]);
    CompactHessian identity = new CompactHessian(1, new DMatrixRMaj(n, 0), new DMatrixRMaj(0, 0));
    if (k == 0) {
      return identity;
    }
    Secant newest = secants[k - 1];
    double theta = Vectors.dot(newest.y(), newest.y()) / newest.sy();
    DMatrixRMaj w = new DMatrixRMaj(n, 2 * k);
    DMatrixRMaj inverse = new DMatrixRMaj(2 * k, 2 * k);
    for (int a = 0; a < k; a++) {
      for (int i = 0; i < n; i++) {
        w.set(i, a, secants[a].y()[i]);
        w.set(i, k + a, theta * secants[a].s()[i]);
      }
      inverse.set(a, a, -secants[a].sy());
      for (int b = 0; b < k; b++) {
        inverse.set(k + a, k + b, theta * Vectors.dot(secants[a].s(), secants[b].s()));
        if (a > b) {
          double below = Vectors.dot(secants[a].s(), secants[b].y());
          inverse.set(k + a, b, below);
          inverse.set(b, k + a, below);
        }
      }
    }
    DMatrixRMaj m = new DMatrixRMaj(2 * k, 2 * k);
    boolean inverted = CommonOps_DDRM.invert(inverse, m) && Vectors.allFinite(m.data);
    return inverted ? new CompactHessian(theta, w, m) : identity;
  }

  double theta() {
    return theta;
  }

  /** Number of columns of W. */
  int width() {
    return w.numCols;
  }

  /** Row i of W. */
  double[] row(int i) {
    double[] row = new double[w.numCols];
    System.arraycopy(w.data, i * w.numCols, row, 0, row.length);
    return row;
  }

  /** W'v. */
  double[] projected(double[] v) {
    double[] y = new double[w.numCols];
    for (int i = 0; i < v.length; i++) {
      Vectors.addScaled(y, v[i], row(i));
    }
    return y;
  }

  /** M p. */
  double[] middle(double[] p) {
    double[] y = new double[p.length];
    for (int a = 0; a < y.length; a++) {
      for (int b = 0; b < p.length; b++) {
        y[a] += m.get(a, b) * p[b];
      }
    }
    return y;
  }

  /**
   * -B_F^-1 r for the free rows F, the others of which are 0: equation (5.11).
   *
   * @param r of which the free elements are read
   */
  double[] newtonStep(double[] r, boolean[] free) {
    int k = width();
    double[] held = new double[r.length];
    for (int i = 0; i < r.length; i++) {
      held[i] = free[i] ? -r[i] / theta : 0;
    }
    if (k == 0) {
      return held;
    }
    // (I - M W_F'W_F / theta) v = M W_F'r
    DMatrixRMaj gram = new DMatrixRMaj(k, k);
    for (int i = 0; i < r.length; i++) {
      if (free[i]) {
        double[] row = row(i);
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            gram.data[a * k + b] += row[a] * row[b] / theta;
          }
        }
      }
    }
    DMatrixRMaj system = CommonOps_DDRM.identity(k);
    CommonOps_DDRM.multAdd(-1, m, gram, system);
    double[] right = middle(projected(Vectors.scaled(-theta, held)));
    DMatrixRMaj v = new DMatrixRMaj(k, 1);
    if (!CommonOps_DDRM.solve(system, new DMatrixRMaj(k, 1, true, right), v)) {
      return held;
    }
    for (int i = 0; i < r.length; i++) {
      held[i] -= free[i] ? Vectors.dot(row(i), v.data) / (theta * theta) : 0;
    }
    return held;
  }
}
