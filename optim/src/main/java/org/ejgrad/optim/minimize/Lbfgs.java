// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Deque;
import java.util.Iterator;

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
  public Steps begin(Evaluator f, Memory memory) {
    return new LineSearchSteps(
        f, new TwoLoops(pairs, memory, f.size()), StepSearch.StrongWolfe.ROUGH, memory);
  }

  private static final class TwoLoops implements Direction {
    private final int pairs;
    private final Deque<Secant> secants;

    TwoLoops(int pairs, Memory memory, int n) {
      this.pairs = pairs;
      this.secants = Secant.saved(memory, n);
    }

    @Override
    public double[] at(Point from) {
      double[] q = Vectors.scaled(-1, from.gradient());
      if (secants.isEmpty()) {
        return q;
      }
      double[] alphas = new double[secants.size()];
      int k = alphas.length;
      for (Iterator<Secant> newestFirst = secants.descendingIterator(); newestFirst.hasNext(); ) {
        Secant secant = newestFirst.next();
        alphas[--k] = Vectors.dot(secant.s(), q) / secant.sy();
        Vectors.addScaled(q, -alphas[k], secant.y());
      }
      Secant newest = secants.getLast();
      double[] r = Vectors.scaled(newest.sy() / Vectors.dot(newest.y(), newest.y()), q);
      for (Secant secant : secants) {
        double beta = Vectors.dot(secant.y(), r) / secant.sy();
        Vectors.addScaled(r, alphas[k++] - beta, secant.s());
      }
      return r;
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
    public void save(Memory memory) {
      Secant.save(secants, memory);
    }
  }
}
