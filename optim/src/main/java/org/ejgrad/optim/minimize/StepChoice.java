// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/**
 * The next trial step from the ends of an interval and the last trial (More and Thuente 1994,
 * section 4): the minimizers of the cubic through two values and slopes, of the parabola through
 * two values and a slope, and of the parabola through two slopes (the secant).
 *
 * @param best the end with the lowest value
 * @param other the far end; not read unless there is an interval
 * @param trial the last trial
 */
record StepChoice(End best, End other, End trial) {
  /** A step with value and slope there. */
  record End(double step, double value, double slope) {}

  /**
   * The next step.
   *
   * @param bracketed whether there is an interval
   * @param onward where to go if values fall on without an end
   * @param safeguard the share of the way to the far end that a secant step may go
   */
  double next(boolean bracketed, double onward, double safeguard) {
    double step = interpolated(bracketed, onward, safeguard);
    if (Double.isFinite(step)) {
      return step;
    }
    if (trial.value > best.value || trial.slope * best.slope < 0) {
      return best.step + 0.5 * (trial.step - best.step);
    }
    return bracketed ? trial.step + 0.5 * (other.step - trial.step) : onward;
  }

  private double interpolated(boolean bracketed, double onward, double safeguard) {
    double cubic = cubic(best, trial);
    if (trial.value > best.value) {
      // The parabola keeps clear of the far end where the cubic is drawn to it.
      double parabola = parabola(best, trial);
      boolean cubicIsNearer = Math.abs(cubic - best.step) < Math.abs(parabola - best.step);
      if (!Double.isFinite(cubic)) {
        return parabola;
      }
      return cubicIsNearer ? cubic : cubic + (parabola - cubic) / 2;
    }
    double secant = secant(best, trial);
    if (trial.slope * best.slope < 0) {
      return Math.abs(cubic - trial.step) >= Math.abs(secant - trial.step) ? cubic : secant;
    }
    if (Math.abs(trial.slope) <= Math.abs(best.slope)) {
      return flattening(cubic, secant, bracketed, onward, safeguard);
    }
    return bracketed ? cubic(trial, other) : onward;
  }

  /**
   * The slope falls off in the trial's direction: the cubic may or may not have a minimum there.
   */
  private double flattening(
      double cubic, double secant, boolean bracketed, double onward, double safeguard) {
    boolean beyondTrial = (cubic - trial.step) * (trial.step - best.step) > 0;
    double candidate = Double.isFinite(cubic) && beyondTrial ? cubic : onward;
    boolean cubicIsNearer = Math.abs(candidate - trial.step) < Math.abs(secant - trial.step);
    double step = cubicIsNearer == bracketed ? candidate : secant;
    double limit = bracketed ? trial.step + safeguard * (other.step - trial.step) : onward;
    return trial.step > best.step ? Math.min(limit, step) : Math.max(limit, step);
  }

  private static double parabola(End a, End b) {
    double width = b.step - a.step;
    return a.step + a.slope / ((a.value - b.value) / width + a.slope) / 2 * width;
  }

  private static double secant(End a, End b) {
    return b.step + b.slope / (b.slope - a.slope) * (a.step - b.step);
  }

  /** Nocedal and Wright 2006, equation (3.59); NaN where the cubic has no minimum. */
  private static double cubic(End a, End b) {
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
    double scale = Math.max(Math.abs(d1), Math.max(Math.abs(a.slope), Math.abs(b.slope)));
    double inner = d1 / scale * (d1 / scale) - a.slope / scale * (b.slope / scale);
    double d2 = Math.copySign(scale * Math.sqrt(inner), b.step - a.step);
    return b.step - (b.step - a.step) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
  }
}
