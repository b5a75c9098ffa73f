// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Arrays;

/**
 * Gauss-Newton: the d with the smallest |r + J d| (Nocedal and Wright 2006, equation (10.23)), and
 * the step along it to the strong Wolfe conditions.
 */
record GaussNewton() implements Method {
  /**
   * Next to columns of length 1: too little to be seen where J has full rank, and enough to give
   * the shortest step where it has not.
   */
  private static final double DAMPING = 1e-16;

  @Override
  public boolean needsResiduals() {
    return true;
  }

  @Override
  public String name() {
    return "gaussNewton";
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new LineSearchSteps(f, new Linearized(f), StepSearch.StrongWolfe.ROUGH, memory);
  }

  private static final class Linearized implements Direction {
    private final Evaluator f;

    Linearized(Evaluator f) {
      this.f = f;
    }

    @Override
    public double[] at(Point from) {
      LeastSquaresModel model =
          LeastSquaresModel.of(f.residuals(from.x()), f.jacobian(from.x()), f.loss());
      double[] scale = model.columnNorms();
      for (int k = 0; k < scale.length; k++) {
        scale[k] = scale[k] == 0 ? 1 : scale[k];
      }
      boolean[] free = new boolean[scale.length];
      Arrays.fill(free, true);
      return model.step(DAMPING, scale, free);
    }

    @Override
    public void learn(Point from, double[] direction, Point to) {
      // The Jacobian is known at each point.
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
