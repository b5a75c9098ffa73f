// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.Optional;
import org.ejgrad.optim.minimize.Ray.Trial;

/**
 * The line search of More and Thuente 1994, "Line search algorithms with guaranteed sufficient
 * decrease", ACM TOMS 20(3): a step a with
 *
 * <pre>
 * phi(a)    &lt;= phi(0) + mu a phi'(0)      enough decrease
 * |phi'(a)| &lt;= eta |phi'(0)|              a slope small enough
 * </pre>
 *
 * An interval that holds such steps is kept (section 2), and trial steps come from cubic and
 * quadratic interpolation (section 4). {@code best} is the end of the interval with the lowest
 * value, {@code other} the far end. In the first stage the search is on psi(a) = phi(a) - phi(0) -
 * mu a phi'(0) instead of phi, until a step has psi &lt;= 0 and phi' &gt;= 0 (section 3).
 *
 * <p>Two additions. Where values cannot be told apart for their noise, slopes decide: the first
 * condition may be replaced by phi'(a) &lt;= (2 mu - 1) phi'(0), the approximate Wolfe condition of
 * Hager and Zhang 2005, SIAM J. Optim. 16(1), equation (4.1). A step to a value that is not finite
 * is shortened, and no later one goes as far.
 */
final class MoreThuente {
  private static final int MOST_TRIALS = 60;

  /** How much of the interval to its far end a step of the third kind may take (section 4). */
  private static final double SAFEGUARD = 0.66;

  private final Ray ray;
  private final StepSearch.StrongWolfe rule;
  private final Trial start;
  private Trial best;
  private Trial other;
  private boolean bracketed;
  private boolean firstStage = true;
  private double ceiling;
  private boolean ceilingIsOpen;

  MoreThuente(Ray ray, StepSearch.StrongWolfe rule) {
    this.ray = ray;
    this.rule = rule;
    start = ray.start();
    best = start;
    other = start;
    ceiling = rule.longest();
  }

  /** A step that holds the conditions, or the best one if they cannot be reached; empty of none. */
  Optional<Trial> search(double first) {
    double step = first;
    double width = Double.POSITIVE_INFINITY;
    double widthBefore = Double.POSITIVE_INFINITY;
    for (int k = 0; k < MOST_TRIALS && step > 0; k++) {
      Trial trial = ray.at(step);
      if (!trial.isFinite()) {
        ceiling = step;
        ceilingIsOpen = true;
        step = best.step() + 0.1 * (step - best.step());
        continue;
      }
      if (isGood(trial)) {
        return Optional.of(trial);
      }
      if (step == ceiling && decreasesEnough(trial) && trial.slope() < 0) {
        return Optional.of(trial);
      }
      firstStage &= !(decreasesEnough(trial) && trial.slope() >= 0);
      step = narrow(trial);
      if (bracketed) {
        // A fallback that makes the interval shrink by a third in two trials (section 4).
        double now = Math.abs(other.step() - best.step());
        if (now >= SAFEGUARD * widthBefore) {
          step = best.step() + 0.5 * (other.step() - best.step());
        }
        widthBefore = width;
        width = now;
        if (now <= 1e-15 * Math.max(best.step(), other.step())) {
          break;
        }
      }
    }
    return best.step() > 0 ? Optional.of(best) : Optional.empty();
  }

  private boolean decreasesEnough(Trial trial) {
    return trial.value() <= start.value() + rule.decrease() * trial.step() * start.slope();
  }

  private boolean isGood(Trial trial) {
    boolean flat = Math.abs(trial.slope()) <= rule.curvature() * Math.abs(start.slope());
    boolean equalButForNoise =
        trial.value() <= start.value() + start.point().noise()
            && trial.slope() <= (2 * rule.decrease() - 1) * start.slope();
    return flat && (decreasesEnough(trial) || equalButForNoise);
  }

  /** Takes a trial into the interval; gives the next one. */
  private double narrow(Trial trial) {
    boolean onPsi = firstStage && trial.value() <= best.value() && !decreasesEnough(trial);
    double tilt = onPsi ? rule.decrease() * start.slope() : 0;
    StepChoice.End low = end(best, tilt);
    StepChoice.End tried = end(trial, tilt);
    boolean higher = tried.value() > low.value();
    boolean slopesDiffer = Math.signum(tried.slope()) * Math.signum(low.slope()) < 0;
    // Steps that lead on downhill grow by a factor from 1.1 to 4 of the last one (section 2).
    double stride = trial.step() - best.step();
    double onward = bracketed ? other.step() : trial.step() + 4 * stride;
    double next = new StepChoice(low, end(other, tilt), tried).next(bracketed, onward, SAFEGUARD);
    bracketed |= higher || slopesDiffer;
    if (higher) {
      other = trial;
    } else {
      other = slopesDiffer ? best : other;
      best = trial;
    }
    if (bracketed) {
      double left = Math.min(best.step(), other.step());
      double right = Math.max(best.step(), other.step());
      next = Math.max(left, Math.min(right, next));
    } else {
      next = Math.max(next, trial.step() + 1.1 * stride);
    }
    if (next >= ceiling) {
      // Where a value was not finite the step stays below, elsewhere it may reach the end.
      next = ceilingIsOpen ? best.step() + 0.5 * (ceiling - best.step()) : ceiling;
    }
    return next;
  }

  private static StepChoice.End end(Trial trial, double tilt) {
    return new StepChoice.End(
        trial.step(), trial.value() - tilt * trial.step(), trial.slope() - tilt);
  }
}
