// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * L-BFGS-B: the Cauchy point within bounds, then the quasi-Newton step of the elements that are
 * free there, and a strong Wolfe search towards it (Byrd, Lu, Nocedal, Zhu 1995). A step that
 * leaves the bounds is projected if that still leads downhill, otherwise cut (Morales and Nocedal
 * 2011, "Remark on algorithm 778").
 */
record LbfgsB(Bounds bounds, int pairs) implements Method {
  LbfgsB {
    checkArgument(pairs >= 1, "lbfgsB, pairs: must be >= 1, got %s", pairs);
  }

  @Override
  public String name() {
    return "lbfgsB of " + pairs + " pairs within bounds " + bounds;
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new Run(f, bounds, pairs, memory);
  }

  private static final class Run implements Steps {
    private final Evaluator f;
    private final Bounds bounds;
    private final int pairs;
    private final Deque<Secant> secants;

    Run(Evaluator f, Bounds bounds, int pairs, NamedMatrices memory) {
      this.f = f;
      this.bounds = bounds;
      this.pairs = pairs;
      this.secants = Secant.saved(memory, f.size());
    }

    @Override
    public Move next(Point from) {
      double[] d = Vectors.minus(target(from), from.x());
      if (!(Vectors.dot(d, from.gradient()) < 0) && !secants.isEmpty()) {
        secants.clear();
        d = Vectors.minus(target(from), from.x());
      }
      Ray ray = new Ray(f, from, d, bounds);
      Optional<Ray.Trial> found = search(from, ray, d);
      if (found.isEmpty() && !secants.isEmpty()) {
        secants.clear();
        d = Vectors.minus(target(from), from.x());
        ray = new Ray(f, from, d, bounds);
        found = search(from, ray, d);
      }
      if (found.isEmpty()) {
        return Move.stuck(from, ray.reasonOfFailure());
      }
      Point to = found.get().point();
      if (ray.isEndless(found.get())) {
        return Move.endless(to);
      }
      Secant secant =
          new Secant(
              Vectors.minus(to.x(), from.x()), Vectors.minus(to.gradient(), from.gradient()));
      if (secant.isUsable()) {
        if (secants.size() == pairs) {
          secants.removeFirst();
        }
        secants.addLast(secant);
      }
      return Move.to(to);
    }

    private Optional<Ray.Trial> search(Point from, Ray ray, double[] d) {
      if (!(ray.start().slope() < 0)) {
        return Optional.empty();
      }
      double longest = longest(from.x(), d);
      double first = secants.isEmpty() ? ray.cautious() : 1;
      return new StepSearch.StrongWolfe(1e-4, 0.9, longest).along(ray, first);
    }

    /** The lowest point of the model within the bounds, nearly. */
    private double[] target(Point from) {
      double[] unbound = Vectors.minus(from.x(), Secant.inverseTimes(secants, from.gradient()));
      if (!secants.isEmpty() && Arrays.equals(bounds.clip(unbound), unbound)) {
        // The model is convex, so this is its lowest point. The compact form below says the same,
        // but inverts a matrix of products of steps, which loses all digits in narrow valleys.
        return unbound;
      }
      CompactHessian hessian = CompactHessian.of(secants, f.size(), firstCurvature(from));
      CauchyPath path = CauchyPath.of(from, bounds, hessian);
      double[] cauchy = path.point();
      boolean[] free = new boolean[cauchy.length];
      for (int i = 0; i < free.length; i++) {
        free[i] = cauchy[i] > bounds.lower(i) && cauchy[i] < bounds.upper(i);
      }
      double[] r =
          Vectors.plusScaled(from.gradient(), hessian.theta(), Vectors.minus(cauchy, from.x()));
      double[] mc = hessian.middle(path.moved());
      for (int i = 0; i < r.length; i++) {
        r[i] -= hessian.rowTimes(i, mc);
      }
      double[] step = hessian.newtonStep(r, free);
      double[] projected = bounds.clip(Vectors.plusScaled(cauchy, 1, step));
      double slope = Vectors.dot(Vectors.minus(projected, from.x()), from.gradient());
      return slope < 0
          ? projected
          : Vectors.plusScaled(cauchy, Math.min(1, longest(cauchy, step)), step);
    }

    /**
     * 1, for a first step down the gradient itself, but less where that would be lost in the
     * rounding of the point: the search finds its length.
     */
    private static double firstCurvature(Point from) {
      double shortest = 1e-6 * Vectors.maxAbs(from.x());
      double gradient = Vectors.maxAbs(from.gradient());
      return gradient > 0 && gradient < shortest ? gradient / shortest : 1;
    }

    /** How many times d fits between x and the bounds. */
    private double longest(double[] x, double[] d) {
      double longest = StepSearch.LONGEST;
      for (int i = 0; i < d.length; i++) {
        if (d[i] != 0) {
          double room = (d[i] > 0 ? bounds.upper(i) : bounds.lower(i)) - x[i];
          longest = Math.min(longest, room / d[i]);
        }
      }
      return longest;
    }

    @Override
    public void save(NamedMatrices memory) {
      Secant.save(secants, memory);
    }
  }
}
