// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import org.ejml.data.DMatrixRMaj;

/**
 * Trust regions: the step that lowers the model f + g's + s'Hs / 2 within a radius, which follows
 * how well the model foretold the last step (Nocedal and Wright 2006, algorithm 4.1).
 *
 * @param solver for the step
 * @param firstRadius of the first step; 0 to take it from the model there
 */
record TrustRegion(Solver solver, double firstRadius) implements Method {
  /** How the step within the radius is found. */
  enum Solver {
    /** Conjugate gradients on Hessian products, to the boundary if they lead there. */
    STEIHAUG {
      @Override
      TrustRegionStep step(Evaluator f, Point at, double radius, DMatrixRMaj hessian) {
        return TrustRegionStep.steihaug(v -> times(f, at, hessian, v), at.gradient(), radius);
      }

      @Override
      DMatrixRMaj hessian(Evaluator f, Point at) {
        return new DMatrixRMaj(0, 0);
      }

      @Override
      double[] times(Evaluator f, Point at, DMatrixRMaj hessian, double[] v) {
        return f.hessianTimes(at.x(), v);
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

      @Override
      double[] times(Evaluator f, Point at, DMatrixRMaj hessian, double[] v) {
        return TrustRegionStep.times(hessian, v);
      }
    };

    abstract TrustRegionStep step(Evaluator f, Point at, double radius, DMatrixRMaj hessian);

    /** What {@link #step} needs at a point, whatever the radius. */
    abstract DMatrixRMaj hessian(Evaluator f, Point at);

    /** The Hessian at a point times v, from what {@link #hessian} gave. */
    abstract double[] times(Evaluator f, Point at, DMatrixRMaj hessian, double[] v);
  }

  @Override
  public String name() {
    return switch (solver) {
      case STEIHAUG -> "steihaug";
      case DOGLEG -> "dogleg";
    };
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new Run(f, solver, memory.notNegative("radius", firstRadius));
  }

  private static final class Run implements Steps {
    private static final double LARGEST_RADIUS = StepSearch.LONGEST;

    /** The square of a smaller one may be 0. */
    private static final double SMALLEST_RADIUS = 1e-150;

    /** From the largest radius to the smallest by tenths, and some. */
    private static final int MOST_TRIALS = 200;

    private final Evaluator f;
    private final Solver solver;
    private double radius;

    Run(Evaluator f, Solver solver, double radius) {
      this.f = f;
      this.solver = solver;
      this.radius = radius;
    }

    @Override
    public Move next(Point from) {
      DMatrixRMaj hessian = solver.hessian(f, from);
      if (radius == 0) {
        radius = firstRadius(from, hessian);
      }
      double smallest = Math.max(SMALLEST_RADIUS, Math.ulp(Vectors.maxAbs(from.x())));
      Reason reason = Reason.NO_DECREASE;
      for (int k = 0; k < MOST_TRIALS && radius > smallest; k++) {
        if (k > 0 && f.isExhausted()) {
          return Move.stuck(from, Reason.EVALUATIONS);
        }
        TrustRegionStep step = step(from, hessian);
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
            return Move.to(to);
          }
          if (foretold <= from.rounding()) {
            break;
          }
        }
        double ratio = reached / foretold;
        if (ratio > 1e-4 && length >= 0.99 * LARGEST_RADIUS) {
          return Move.endless(to);
        }
        if (!(ratio >= 0.25)) {
          radius = 0.25 * length;
        } else if (ratio > 0.75 && length >= 0.99 * radius) {
          radius = Math.min(2 * radius, LARGEST_RADIUS);
        }
        if (ratio > 1e-4) {
          return Move.to(to);
        }
      }
      return Move.stuck(from, reason);
    }

    /** From the Cauchy step of the model; where it has none, from the point. */
    private double firstRadius(Point from, DMatrixRMaj hessian) {
      double[] g = from.gradient();
      double norm = Vectors.norm(g);
      double[] unit = Vectors.scaled(1 / norm, g);
      double curvature = Vectors.dot(unit, solver.times(f, from, hessian, unit));
      double cauchy = norm / curvature;
      if (cauchy > 0 && cauchy < Double.POSITIVE_INFINITY) {
        return Math.min(cauchy, LARGEST_RADIUS);
      }
      double size = Vectors.norm(from.x());
      return size > 0 ? Math.min(size, LARGEST_RADIUS) : 1;
    }

    /** The solver's step; where the Hessian is not finite, down the gradient to the radius. */
    private TrustRegionStep step(Point from, DMatrixRMaj hessian) {
      TrustRegionStep step = solver.step(f, from, radius, hessian);
      return step.isFinite() ? step : TrustRegionStep.downhill(from.gradient(), radius);
    }

    @Override
    public void save(NamedMatrices memory) {
      memory.put("radius", radius);
    }
  }
}
