// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/**
 * Along the negative gradient.
 *
 * @param name to tell searches apart
 */
record SteepestDescent(String name, StepSearch search) implements Method {
  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new LineSearchSteps(f, new NegativeGradient(), search, memory);
  }

  private static final class NegativeGradient implements Direction {
    @Override
    public double[] at(Point from) {
      return Vectors.scaled(-1, from.gradient());
    }

    @Override
    public void learn(Point from, double[] direction, Point to) {
      // The gradient alone decides.
    }

    @Override
    public boolean forget() {
      return false;
    }

    @Override
    public boolean knowsLength() {
      return false;
    }

    @Override
    public void save(NamedMatrices memory) {
      // Nothing is remembered.
    }
  }
}
