// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Schedules in closed form. With t the step, 1 for the first, the elapsed steps are e = t - 1, so
 * that every schedule but the warm-up starts at its initial value. Whoever thinks in epochs
 * multiplies by the number of batches.
 *
 * <p>Settings out of range throw {@link IllegalArgumentException}, as does asking for a step below
 * 1.
 */
public final class Schedules {
  private Schedules() {}

  /** alpha_t = value. Rules then scale by a plain number. */
  public static Schedule constant(double value) {
    return new Constant(value);
  }

  /**
   * alpha_t = initial factor^floor(e / every): drops by a factor at once.
   *
   * @param initial the rate of the first {@code every} steps, > 0
   * @param factor in (0, 1]
   * @param every number of steps between drops, at least 1
   */
  public static Schedule step(double initial, double factor, long every) {
    return new Step(initial, factor, every);
  }

  /**
   * alpha_t = initial factor^(e / every): the same decay without jumps.
   *
   * @param factor in (0, 1], the decay over {@code every} steps
   */
  public static Schedule exponential(double initial, double factor, long every) {
    return new Exponential(initial, factor, every);
  }

  /**
   * alpha_t = initial / (1 + decay e), which satisfies the conditions of Robbins and Monro (1951)
   * for stochastic gradients to converge.
   *
   * @param decay at least 0; at e = 1 / decay the rate is half the initial one
   */
  public static Schedule inverseTime(double initial, double decay) {
    return new InverseTime(initial, decay);
  }

  /**
   * alpha_t = last + (initial - last) (1 + cos(pi e / steps)) / 2 for e < steps, afterwards last
   * (Loshchilov and Hutter 2016, without restarts).
   *
   * @param last the rate at the end, from 0 to initial
   * @param steps the length of the half wave, at least 1
   */
  public static Schedule cosine(double initial, double last, long steps) {
    return new Cosine(initial, last, steps);
  }

  /**
   * alpha_t = then(1) t / steps for t <= steps, afterwards then(t - steps): a linear rise to the
   * first value of what follows.
   *
   * @param steps length of the rise, at least 1
   * @param then what follows, counted from its own step 1
   */
  public static Schedule warmUp(long steps, Schedule then) {
    return new WarmUp(steps, then);
  }

  private static long elapsed(long step) {
    return Settings.count("schedule, step", step) - 1;
  }

  /** A rate that never changes; rules recognise it. */
  record Constant(double value) implements Schedule {
    Constant {
      Settings.positive("rate", value);
    }

    @Override
    public double at(long step) {
      return value;
    }
  }

  private record Step(double initial, double factor, long every) implements Schedule {
    Step {
      Settings.positive("step schedule, initial", initial);
      Settings.share("step schedule, factor", factor);
      Settings.count("step schedule, every", every);
    }

    @Override
    public double at(long step) {
      long drops = elapsed(step) / every;
      return initial * Math.pow(factor, (double) drops);
    }
  }

  private record Exponential(double initial, double factor, long every) implements Schedule {
    Exponential {
      Settings.positive("exponential schedule, initial", initial);
      Settings.share("exponential schedule, factor", factor);
      Settings.count("exponential schedule, every", every);
    }

    @Override
    public double at(long step) {
      return initial * Math.pow(factor, (double) elapsed(step) / every);
    }
  }

  private record InverseTime(double initial, double decay) implements Schedule {
    InverseTime {
      Settings.positive("inverseTime schedule, initial", initial);
      Settings.notNegative("inverseTime schedule, decay", decay);
    }

    @Override
    public double at(long step) {
      return initial / (1 + decay * elapsed(step));
    }
  }

  private record Cosine(double initial, double last, long steps) implements Schedule {
    Cosine {
      Settings.positive("cosine schedule, initial", initial);
      Settings.notNegative("cosine schedule, last", last);
      checkArgument(
          last <= initial, "cosine schedule, last: must be <= initial %s, got %s", initial, last);
      Settings.count("cosine schedule, steps", steps);
    }

    @Override
    public double at(long step) {
      long e = elapsed(step);
      return e >= steps ? last : last + (initial - last) * (1 + Math.cos(Math.PI * e / steps)) / 2;
    }
  }

  private record WarmUp(long steps, Schedule then) implements Schedule {
    WarmUp {
      Settings.count("warmUp schedule, steps", steps);
    }

    @Override
    public double at(long step) {
      return elapsed(step) < steps ? then.at(1) * step / steps : then.at(step - steps);
    }
  }
}
