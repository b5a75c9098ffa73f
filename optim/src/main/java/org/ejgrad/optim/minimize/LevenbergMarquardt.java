// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import org.ejml.data.DMatrixRMaj;

/**
 * Levenberg-Marquardt: the step that lowers |r + J s|^2 + mu |D s|^2, with D the largest norms so
 * far of J's columns, so that units do not matter (More 1978, "The Levenberg-Marquardt algorithm",
 * section 6), and mu that follows the gain (Nielsen 1999; Madsen, Nielsen, Tingleff 2004, (2.21)).
 * Within bounds, elements at a bound that the gradient pushes against stay, and the step of the
 * others is projected (Kanzow, Yamashita, Fukushima 2004).
 */
record LevenbergMarquardt(Bounds bounds) implements Method {
  @Override
  public boolean needsResiduals() {
    return true;
  }

  @Override
  public String name() {
    return "levenbergMarquardt within bounds " + bounds;
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new Run(f, bounds, memory);
  }

  private static final class Run implements Steps {
    private static final double LARGEST_DAMPING = 1e40;

    private final Evaluator f;
    private final Bounds bounds;
    private double damping;
    private double growth;

    /** D; zeros before the first step. */
    private double[] scale;

    /** At the present point, of the start too once it is asked for. */
    private double[] residuals = {};

    private DMatrixRMaj jacobian = new DMatrixRMaj(0, 0);

    Run(Evaluator f, Bounds bounds, NamedMatrices memory) {
      this.f = f;
      this.bounds = bounds;
      damping = memory.notNegative("damping", 1e-3);
      growth = memory.notNegative("growth", 2);
      scale = new double[f.size()];
      if (memory.has("residuals")) {
        scale = memory.finiteVector("scale", f.size());
        residuals = memory.vector("residuals");
        jacobian = memory.matrix("jacobian", residuals.length, f.size());
      }
    }

    @Override
    public Move next(Point from) {
      if (jacobian.numRows == 0) {
        residuals = f.residuals(from.x());
        jacobian = f.jacobian(from.x());
      }
      if (!Vectors.allFinite(jacobian.data)) {
        return Move.stuck(from, Reason.NOT_FINITE);
      }
      LeastSquaresModel model = LeastSquaresModel.of(residuals, jacobian, f.loss());
      learnScale(model);
      boolean[] free = free(from);
      Reason reason = Reason.NO_DECREASE;
      while (damping < LARGEST_DAMPING) {
        double[] x = bounds.clip(Vectors.plusScaled(from.x(), 1, model.step(damping, scale, free)));
        if (isRounding(from.x(), x)) {
          break;
        }
        double[] tried = f.residuals(x);
        double value = LeastSquaresModel.value(tried, f.loss());
        double foretold = model.decrease(Vectors.minus(x, from.x()));
        double reached = from.value() - value;
        reason = Double.isFinite(value) ? Reason.NO_DECREASE : Reason.NOT_FINITE;
        boolean belowNoise = foretold <= from.noise() && Math.abs(reached) <= from.noise();
        if (foretold > from.rounding() && reached > 1e-4 * foretold) {
          DMatrixRMaj next = f.jacobian(x);
          if (Vectors.allFinite(next.data)) {
            relax(2 * reached / foretold - 1);
            return accept(x, value, tried, next);
          }
        } else if (belowNoise) {
          // Values cannot be told apart: the step counts if it lowers the scaled gradient.
          DMatrixRMaj next = f.jacobian(x);
          Point to = new Point(x, value, gradient(tried, next));
          if (to.isFinite() && scaledNorm(to) < 0.9 * scaledNorm(from)) {
            relax(1);
            return accept(x, value, tried, next);
          }
          if (foretold <= from.rounding()) {
            break;
          }
        }
        reject();
        if (f.isExhausted()) {
          return Move.stuck(from, Reason.EVALUATIONS);
        }
      }
      return Move.stuck(from, reason);
    }

    private double scaledNorm(Point point) {
      double[] g = bounds.projectedGradient(point).clone();
      for (int k = 0; k < g.length; k++) {
        g[k] /= scale[k];
      }
      return Vectors.norm(g);
    }

    private Move accept(double[] x, double value, double[] tried, DMatrixRMaj next) {
      residuals = tried;
      jacobian = next;
      return Move.to(new Point(x, value, gradient(tried, next)));
    }

    private double[] gradient(double[] r, DMatrixRMaj j) {
      return LeastSquaresModel.of(r, j, f.loss()).gradient();
    }

    private void relax(double gain) {
      damping *= Math.max(1.0 / 3, 1 - gain * gain * gain);
      growth = 2;
    }

    /** Whether a step is in the last bits of all elements. */
    private static boolean isRounding(double[] from, double[] to) {
      for (int k = 0; k < from.length; k++) {
        if (Math.abs(to[k] - from[k]) > 4 * Math.ulp(from[k])) {
          return false;
        }
      }
      return true;
    }

    private void reject() {
      damping *= growth;
      growth *= 2;
    }

    private void learnScale(LeastSquaresModel model) {
      double[] norms = model.columnNorms();
      for (int k = 0; k < scale.length; k++) {
        scale[k] = Math.max(scale[k], norms[k]);
        if (scale[k] == 0) {
          // A parameter without influence: any scale does, since the step leaves it alone.
          scale[k] = 1;
        }
      }
    }

    private boolean[] free(Point at) {
      boolean[] free = new boolean[at.x().length];
      for (int k = 0; k < free.length; k++) {
        double x = at.x()[k];
        double g = at.gradient()[k];
        free[k] = g > 0 ? x > bounds.lower(k) : x < bounds.upper(k);
      }
      return free;
    }

    @Override
    public void save(NamedMatrices memory) {
      memory.put("damping", damping);
      memory.put("growth", growth);
      if (jacobian.numRows > 0) {
        memory.put("scale", scale);
        memory.put("residuals", residuals);
        memory.put("jacobian", jacobian);
      }
    }
  }
}
