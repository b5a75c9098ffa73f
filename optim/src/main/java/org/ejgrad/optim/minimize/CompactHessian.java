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

  /**
   * From these steps, oldest first; a multiple of the identity of none, or of some too alike to be
   * inverted.
   *
   * @param first the multiple
   */
  static CompactHessian of(Collection<Secant> steps, int n, double first) {
    int k = steps.size();
    Secant[] secants = steps.toArray(new Secant[0]);
    CompactHessian identity =
        new CompactHessian(first, new DMatrixRMaj(n, 0), new DMatrixRMaj(0, 0));
    if (k == 0) {
      return identity;
    }
    Secant newest = secants[k - 1];
    double theta = Vectors.dot(newest.y(), newest.y()) / newest.sy();
    DMatrixRMaj w = new DMatrixRMaj(n, 2 * k);
    for (int i = 0, at = 0; i < n; i++) {
      for (int a = 0; a < k; a++, at++) {
        w.data[at] = secants[a].y()[i];
      }
      for (int a = 0; a < k; a++, at++) {
        w.data[at] = theta * secants[a].s()[i];
      }
    }
    DMatrixRMaj inverse = new DMatrixRMaj(2 * k, 2 * k);
    for (int a = 0; a < k; a++) {
      inverse.set(a, a, -secants[a].sy());
      for (int b = 0; b <= a; b++) {
        double square = theta * Vectors.dot(secants[a].s(), secants[b].s());
        inverse.set(k + a, k + b, square);
        inverse.set(k + b, k + a, square);
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

  /** Row i of W times v. */
  double rowTimes(int i, double[] v) {
    double sum = 0;
    for (int a = 0, at = i * v.length; a < v.length; a++, at++) {
      sum += w.data[at] * v[a];
    }
    return sum;
  }

  /** W'v. */
  double[] projected(double[] v) {
    double[] y = new double[w.numCols];
    for (int i = 0, at = 0; i < v.length; i++) {
      for (int a = 0; a < y.length; a++, at++) {
        y[a] += v[i] * w.data[at];
      }
    }
    return y;
  }

  /** M p. */
  double[] middle(double[] p) {
    double[] y = new double[p.length];
    for (int a = 0, at = 0; a < y.length; a++) {
      double sum = 0;
      for (int b = 0; b < p.length; b++, at++) {
        sum += m.data[at] * p[b];
      }
      y[a] = sum;
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
    DMatrixRMaj gram = gram(free);
    DMatrixRMaj system = CommonOps_DDRM.identity(k);
    CommonOps_DDRM.multAdd(-1, m, gram, system);
    double[] right = middle(projected(Vectors.scaled(-theta, held)));
    DMatrixRMaj v = new DMatrixRMaj(k, 1);
    if (!CommonOps_DDRM.solve(system, new DMatrixRMaj(k, 1, true, right), v)) {
      return held;
    }
    for (int i = 0; i < r.length; i++) {
      held[i] -= free[i] ? rowTimes(i, v.data) / (theta * theta) : 0;
    }
    return held;
  }

  /** W_F'W_F / theta: the dearest part of a step, k^2 / 2 products for each free row. */
  private DMatrixRMaj gram(boolean[] free) {
    int k = width();
    DMatrixRMaj gram = new DMatrixRMaj(k, k);
    for (int i = 0; i < free.length; i++) {
      if (free[i]) {
        int row = i * k;
        for (int a = 0; a < k; a++) {
          double factor = w.data[row + a] / theta;
          for (int b = 0, at = a * k; b <= a; b++, at++) {
            gram.data[at] += factor * w.data[row + b];
          }
        }
      }
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < a; b++) {
        gram.set(b, a, gram.get(a, b));
      }
    }
    return gram;
  }
}
