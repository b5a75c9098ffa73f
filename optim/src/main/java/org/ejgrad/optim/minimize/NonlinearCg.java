// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/**
 * Nonlinear conjugate gradients: d = -g + beta d, with y the change of the gradient.
 *
 * @param formula for beta
 */
record NonlinearCg(Formula formula) implements Method {
  /** How much of the last direction stays. */
  enum Formula {
    /** max(0, g'y / |g_old|^2) (Polak and Ribiere 1969, Powell 1984). */
    POLAK_RIBIERE_PLUS {
      @Override
      double beta(double[] d, double[] gOld, double[] g, double[] y) {
        return Math.max(0, Vectors.dot(g, y) / Vectors.dot(gOld, gOld));
      }
    },

    /** (y - 2 d |y|^2 / d'y)'g / d'y, not too far below 0 (Hager and Zhang 2005, (1.3), (1.6)). */
    HAGER_ZHANG {
      @Override
      double beta(double[] d, double[] gOld, double[] g, double[] y) {
        double dy = Vectors.dot(d, y);
        double beta = (Vectors.dot(y, g) - 2 * Vectors.dot(y, y) / dy * Vectors.dot(d, g)) / dy;
        double least = -1 / (Vectors.norm(d) * Math.min(0.01, Vectors.norm(gOld)));
        return Math.max(beta, least);
      }
    };

    abstract double beta(double[] d, double[] gOld, double[] g, double[] y);
  }

  @Override
  public String name() {
    return switch (formula) {
      case POLAK_RIBIERE_PLUS -> "conjugateGradient";
      case HAGER_ZHANG -> "conjugateGradientHagerZhang";
    };
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new LineSearchSteps(
        f, new Conjugate(formula, memory, f.size()), StepSearch.StrongWolfe.FINE, memory);
  }

  private static final class Conjugate implements Direction {
    private final Formula formula;

    /** The last direction and the gradient where it was taken; empty before the first. */
    private double[] direction = {};

    private double[] gradient = {};

    Conjugate(Formula formula, NamedMatrices memory, int n) {
      this.formula = formula;
      if (memory.has("direction")) {
        direction = memory.finiteVector("direction", n);
        gradient = memory.finiteVector("gradient before", n);
      }
    }

    @Override
    public double[] at(Point from) {
      double[] g = from.gradient();
      double[] next = Vectors.scaled(-1, g);
      if (direction.length > 0) {
        double[] y = Vectors.minus(g, gradient);
        double beta = formula.beta(direction, gradient, g, y);
        if (Double.isFinite(beta)) {
          Vectors.addScaled(next, beta, direction);
        }
      }
      return next;
    }

    @Override
    public void learn(Point from, double[] taken, Point to) {
      direction = taken;
      gradient = from.gradient();
    }

    @Override
    public boolean forget() {
      boolean had = direction.length > 0;
      direction = new double[0];
      return had;
    }

    @Override
    public boolean knowsLength() {
      return false;
    }

    @Override
    public void save(NamedMatrices memory) {
      if (direction.length > 0) {
        memory.put("direction", direction);
        memory.put("gradient before", gradient);
      }
    }
  }
}
