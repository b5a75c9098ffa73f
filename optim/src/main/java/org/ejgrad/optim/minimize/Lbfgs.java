// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Deque;

/**
 * L-BFGS: the BFGS direction from the last steps alone, by the two loops of Nocedal and Wright
 * 2006, algorithm 7.4, that start from s'y / y'y I, equation (7.20).
 *
 * @param pairs how many steps are remembered
 */
record Lbfgs(int pairs) implements Method {
  Lbfgs {
    checkArgument(pairs >= 1, "lbfgs, pairs: must be >= 1, got %s", pairs);
  }

  @Override
  public String name() {
    return "lbfgs of " + pairs + " pairs";
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new LineSearchSteps(
        f, new TwoLoops(pairs, memory, f.size()), StepSearch.StrongWolfe.ROUGH, memory);
  }

  private static final class TwoLoops implements Direction {
    private final int pairs;
    private final Deque<Secant> secants;

    TwoLoops(int pairs, NamedMatrices memory, int n) {
      this.pairs = pairs;
      this.secants = Secant.saved(memory, n);
    }

    @Override
    public double[] at(Point from) {
      return Secant.inverseTimes(secants, Vectors.scaled(-1, from.gradient()));
    }

    @Override
    public void learn(Point from, double[] direction, Point to) {
      Secant secant =
          new Secant(
              Vectors.minus(to.x(), from.x()), Vectors.minus(to.gradient(), from.gradient()));
      if (secant.isUsable()) {
        if (secants.size() == pairs) {
          secants.removeFirst();
        }
        secants.addLast(secant);
      }
    }

    @Override
    public boolean forget() {
      boolean had = !secants.isEmpty();
      secants.clear();
      return had;
    }

    @Override
    public boolean knowsLength() {
      return !secants.isEmpty();
    }

    @Override
    public void save(NamedMatrices memory) {
      Secant.save(secants, memory);
    }
  }
}
