// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import org.ejml.data.DMatrixRMaj;

/**
 * Trust regions: the step that lowers the model f + g's + s'Hs / 2 within a radius, which follows
 * how well the model foretold the last step (Nocedal and Wright 2006, algorithm 4.1).
 *
 * @param solver for the step
 */
record TrustRegion(Solver solver) implements Method {
  /** How the step within the radius is found. */
  enum Solver {
    /** Conjugate gradients on Hessian products, to the boundary if they lead there. */
    STEIHAUG {
      @Override
      TrustRegionStep step(Evaluator f, Point at, double radius, DMatrixRMaj hessian) {
        return TrustRegionStep.steihaug(v -> f.hessianTimes(at.x(), v), at.gradient(), radius);
      }

      @Override
      DMatrixRMaj hessian(Evaluator f, Point at) {
        return new DMatrixRMaj(0, 0);
      }
    },

    /** Along the gradient, then towards the Newton point. */
    DOGLEG {
      @Override
      TrustRegionStep step(Evaluator f, Point at, double radius, DMatrixRMaj hessian) {
        return TrustRegionStep.dogleg(hessian, at.gradient(), radius);
      }

      @Override
      DMatrixRMaj hessian(Evaluator f, Point at) {
        int n = f.size();
        DMatrixRMaj hessian = new DMatrixRMaj(n, n);
        double[] unit = new double[n];
        for (int i = 0; i < n; i++) {
          unit[i] = 1;
          System.arraycopy(f.hessianTimes(at.x(), unit), 0, hessian.data, i * n, n);
          unit[i] = 0;
        }
        return hessian;
      }
    };

    abstract TrustRegionStep step(Evaluator f, Point at, double radius, DMatrixRMaj hessian);

    /** What {@link #step} needs at a point, whatever the radius. */
    abstract DMatrixRMaj hessian(Evaluator f, Point at);
  }

  @Override
  public Steps begin(Evaluator f, Memory memory) {
    return new Run(f, solver, memory.number("radius", 1));
  }

  private static final class Run implements Steps {
    private static final double LARGEST_RADIUS = 1e10;

    private final Evaluator f;
    private final Solver solver;
    private double radius;

    Run(Evaluator f, Solver solver, double radius) {
      this.f = f;
      this.solver = solver;
      this.radius = radius;
    }

    @Override
    public Step next(Point from) {
      DMatrixRMaj hessian = solver.hessian(f, from);
      double smallest = Math.ulp(Math.max(Double.MIN_NORMAL, Vectors.maxAbs(from.x())));
      Reason reason = Reason.NO_DECREASE;
      while (radius > smallest) {
        TrustRegionStep step = solver.step(f, from, radius, hessian);
        Point to = f.at(Vectors.plusScaled(from.x(), 1, step.s()));
        double length = Vectors.norm(step.s());
        if (!to.isFinite()) {
          reason = Reason.NOT_FINITE;
          radius = 0.1 * length;
          continue;
        }
        reason = Reason.NO_DECREASE;
        double foretold = step.decrease(from.gradient());
        double reached = from.value() - to.value();
        if (foretold <= from.noise() && Math.abs(reached) <= from.noise()) {
          // Values cannot be told apart: the step counts if it lowers the gradient.
          if (Vectors.norm(to.gradient()) < 0.9 * Vectors.norm(from.gradient())) {
            return Step.to(to);
          }
          if (foretold <= from.rounding()) {
            break;
          }
        }
        double ratio = reached / foretold;
        if (ratio < 0.25) {
          radius = 0.25 * length;
        } else if (ratio > 0.75 && length >= 0.99 * radius) {
          radius = Math.min(2 * radius, LARGEST_RADIUS);
        }
        if (ratio > 1e-4) {
          return Step.to(to);
        }
      }
      return Step.stuck(from, reason);
    }

    @Override
    public void save(Memory memory) {
      memory.put("radius", radius);
    }
  }
}
