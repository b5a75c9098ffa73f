// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/** A step s within a radius, with H s. */
final class TrustRegionStep {
  private final double[] s;
  private final double[] hs;

  private TrustRegionStep(double[] s, double[] hs) {
    this.s = s;
    this.hs = hs;
  }

  double[] s() {
    return s;
  }

  /** Whether the model holds numbers only, which it does not where the Hessian is infinite. */
  boolean isFinite() {
    return Vectors.allFinite(s) && Vectors.allFinite(hs);
  }

  /** How much the model says that the value falls: -g's - s'Hs / 2. */
  double decrease(double[] g) {
    return -Vectors.dot(g, s) - Vectors.dot(s, hs) / 2;
  }

  /** Along the negative gradient to the boundary, by a model without curvature. */
  static TrustRegionStep downhill(double[] g, double radius) {
    // Divided first: a large radius over a small norm would overflow.
    double[] unit = Vectors.scaled(-1 / Vectors.norm(g), g);
    return new TrustRegionStep(Vectors.scaled(radius, unit), new double[g.length]);
  }

  /**
   * Conjugate gradients on H s = -g, stopped at the boundary and at negative curvature, which is
   * followed to the boundary (Steihaug 1983; Nocedal and Wright 2006, algorithm 7.2).
   */
  static TrustRegionStep steihaug(UnaryOperator<double[]> hessian, double[] g, double radius) {
    double norm = Vectors.norm(g);
    double tolerance = Math.min(0.1, Math.sqrt(norm)) * norm;
    double[] z = new double[g.length];
    double[] hz = new double[g.length];
    double[] r = g.clone();
    double[] d = Vectors.scaled(-1, g);
    double rr = Vectors.dot(r, r);
    for (int k = 0; k < 2 * g.length + 10; k++) {
      double[] hd = hessian.apply(d);
      double curvature = Vectors.dot(d, hd);
      double alpha = rr / curvature;
      double[] next = Vectors.plusScaled(z, alpha, d);
      if (!(curvature > 0) || Vectors.norm(next) >= radius) {
        double tau = toBoundary(z, d, radius);
        return new TrustRegionStep(Vectors.plusScaled(z, tau, d), Vectors.plusScaled(hz, tau, hd));
      }
      z = next;
      Vectors.addScaled(hz, alpha, hd);
      Vectors.addScaled(r, alpha, hd);
      double rrNext = Vectors.dot(r, r);
      if (Math.sqrt(rrNext) <= tolerance) {
        break;
      }
      d = Vectors.plusScaled(Vectors.scaled(-1, r), rrNext / rr, d);
      rr = rrNext;
    }
    return new TrustRegionStep(z, hz);
  }

  /**
   * Powell's dogleg (Nocedal and Wright 2006, section 4.1); where the Hessian is not positive
   * definite there is no such path, and the step is Steihaug's.
   */
  static TrustRegionStep dogleg(DMatrixRMaj hessian, double[] g, double radius) {
    var solver = LinearSolverFactory_DDRM.chol(g.length);
    if (!solver.setA(hessian.copy())) {
      return steihaug(v -> times(hessian, v), g, radius);
    }
    DMatrixRMaj newton = new DMatrixRMaj(g.length, 1);
    solver.solve(new DMatrixRMaj(g.length, 1, true, Vectors.scaled(-1, g)), newton);
    double[] step = newton.data;
    if (!(Vectors.norm(step) <= radius)) {
      double[] cauchy = Vectors.scaled(-Vectors.dot(g, g) / Vectors.dot(g, times(hessian, g)), g);
      double length = Vectors.norm(cauchy);
      if (length >= radius) {
        step = Vectors.scaled(radius / length, cauchy);
      } else {
        double[] leg = Vectors.minus(step, cauchy);
        step = Vectors.plusScaled(cauchy, toBoundary(cauchy, leg, radius), leg);
      }
    }
    return new TrustRegionStep(step, times(hessian, step));
  }

  static double[] times(DMatrixRMaj matrix, double[] vector) {
    DMatrixRMaj column = new DMatrixRMaj(vector.length, 1, true, vector);
    return CommonOps_DDRM.mult(matrix, column, null).data;
  }

  /** The tau >= 0 with |z + tau d| = radius. */
  private static double toBoundary(double[] z, double[] d, double radius) {
    double dd = Vectors.dot(d, d);
    double zd = Vectors.dot(z, d) / dd;
    double left = (radius - Vectors.norm(z)) * (radius + Vectors.norm(z)) / dd;
    double root = Math.sqrt(zd * zd + Math.max(0, left));
    // The form without cancellation.
    return zd > 0 ? left / (zd + root) : root - zd;
  }
}
