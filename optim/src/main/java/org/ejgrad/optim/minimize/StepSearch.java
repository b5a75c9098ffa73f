// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;

/** How far to go along a direction of descent. */
interface StepSearch {
  /** The longest step of a search: where the value still falls there, it falls without end. */
  double LONGEST = 1e20;

  /**
   * Looks for a point to go to.
   *
   * @param first the distance to try first, if it matters
   * @return one that is lower, or empty if none was found
   */
  Optional<Ray.Trial> along(Ray ray, double first);

  /**
   * The step that another search found.
   *
   * @param step its length; 0 of none
   * @param slope phi' where it began
   * @param endSlope phi' where it ended
   */
  record Last(double step, double slope, double endSlope) {
    static final Last NONE = new Last(0, 0, 0);
  }

  /**
   * What to try first after another search: as much decrease at first order (Nocedal and Wright
   * 2006, section 3.5).
   *
   * @param slope phi' at the start
   */
  default double first(Last last, double slope) {
    return last.step * last.slope / slope;
  }

  /** Whether a step says nothing of what is beyond it, however long it is. */
  default boolean endsAtALowestPoint() {
    return false;
  }

  /** A fixed distance, whatever the values. */
  record Fixed(double step) implements StepSearch {
    @Override
    public Optional<Ray.Trial> along(Ray ray, double first) {
      return Optional.of(ray.at(step)).filter(Ray.Trial::isFinite);
    }
  }

  /** The lowest point of a parabola, from the Hessian: exact for quadratics. */
  record ExactOnQuadratics() implements StepSearch {
    @Override
    public boolean endsAtALowestPoint() {
      return true;
    }

    @Override
    public Optional<Ray.Trial> along(Ray ray, double first) {
      double curvature = ray.curvature();
      if (curvature <= 0) {
        return ray.giveUp(Reason.NOT_CONVEX);
      }
      return Double.isFinite(curvature)
          ? Optional.of(ray.at(-ray.start().slope() / curvature)).filter(Ray.Trial::isFinite)
          : ray.giveUp(Reason.NOT_FINITE);
    }
  }

  /**
   * Shrinks the step until the value falls by a share of what the slope promises (Armijo 1966):
   * phi(a) &lt;= phi(0) + c a phi'(0).
   */
  record Backtracking(double shrink, double decrease) implements StepSearch {
    /** Below this the point does not change any more, except near 0. */
    private static final int MOST_TRIALS = 100;

    /** How much longer than the last step the next first try may be. */
    private static final double GROWTH = 100;

    /** To the lowest point of the parabola along the last one (Barzilai and Borwein 1988). */
    @Override
    public double first(Last last, double slope) {
      double bend = (last.endSlope - last.slope) / -last.slope;
      double longest = Math.min(GROWTH * last.step, LONGEST);
      return bend > 0 ? Math.min(last.step / bend, longest) : longest;
    }

    @Override
    public Optional<Ray.Trial> along(Ray ray, double first) {
      Ray.Trial start = ray.start();
      double step = first;
      boolean shrinks = false;
      for (int k = 0; k < MOST_TRIALS; k++) {
        Ray.Trial trial = ray.at(step);
        if (!shrinks && trial.value() == start.value() && step < LONGEST) {
          // Lost in the rounding of the point or the value.
          step = Math.min(step / shrink, LONGEST);
          continue;
        }
        if (trial.isFinite() && trial.value() <= start.value() + decrease * step * start.slope()) {
          return Optional.of(trial);
        }
        shrinks = true;
        step *= shrink;
      }
      return Optional.empty();
    }
  }

  /** The strong Wolfe conditions, by {@link MoreThuente}. */
  record StrongWolfe(double decrease, double curvature, double longest) implements StepSearch {
    /** For Newton-like directions, of which a rough search is enough. */
    static final StrongWolfe ROUGH = new StrongWolfe(1e-4, 0.9, LONGEST);

    /** For conjugate gradients and descent, whose directions need it. */
    static final StrongWolfe FINE = new StrongWolfe(1e-4, 0.1, LONGEST);

    @Override
    public Optional<Ray.Trial> along(Ray ray, double first) {
      return new MoreThuente(ray, this).search(Math.min(first, longest));
    }
  }
}
