// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/**
 * Newton-CG: H d = -g, solved by conjugate gradients from Hessian products, as exactly as the
 * gradient's size asks for and until the model settles (Nash and Sofer 1990, "Assessing a search
 * direction within a truncated-Newton method"), and no further than to a direction of negative
 * curvature (Nocedal and Wright 2006, algorithm 7.1).
 */
record NewtonCg() implements Method {
  @Override
  public String name() {
    return "newtonCg";
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new LineSearchSteps(f, new Truncated(f), StepSearch.StrongWolfe.ROUGH, memory);
  }

  private static final class Truncated implements Direction {
    private final Evaluator f;

    Truncated(Evaluator f) {
      this.f = f;
    }

    @Override
    public double[] at(Point from) {
      double[] g = from.gradient();
      double norm = Vectors.norm(g);
      double tolerance = Math.min(0.1, Math.sqrt(norm)) * norm;
      double[] z = new double[g.length];
      double[] r = g.clone();
      double[] d = Vectors.scaled(-1, g);
      double rr = Vectors.dot(r, r);
      double model = 0;
      // In exact arithmetic n steps are enough.
      for (int k = 0; k < 2 * g.length + 10; k++) {
        double[] hd = f.hessianTimes(from.x(), d);
        double curvature = Vectors.dot(d, hd);
        if (!(curvature > Math.ulp(1.0) * Vectors.norm(d) * Vectors.norm(hd))) {
          return k == 0 ? d : z;
        }
        double alpha = rr / curvature;
        Vectors.addScaled(z, alpha, d);
        Vectors.addScaled(r, alpha, hd);
        double rrNext = Vectors.dot(r, r);
        double lower = (Vectors.dot(z, g) + Vectors.dot(z, r)) / 2;
        // In a narrow valley a residual falls fast before the step has gone anywhere along it.
        boolean modelSettled = (k + 1) * (1 - model / lower) <= 0.5;
        if (rrNext == 0 || (Math.sqrt(rrNext) <= tolerance && modelSettled)) {
          break;
        }
        model = lower;
        d = Vectors.plusScaled(Vectors.scaled(-1, r), rrNext / rr, d);
        rr = rrNext;
      }
      return z;
    }

    @Override
    public void learn(Point from, double[] direction, Point to) {
      // The Hessian is known at each point.
    }

    @Override
    public boolean forget() {
      return false;
    }

    @Override
    public boolean knowsLength() {
      return true;
    }

    @Override
    public void save(NamedMatrices memory) {
      // Nothing is remembered.
    }
  }
}
