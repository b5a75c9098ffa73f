// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.primitives.Longs;
import java.util.List;
import java.util.Optional;

/**
 * Schedules in closed form. With t the step, 1 for the first, the elapsed steps are e = t - 1, so
 * that every schedule but those that warm up starts at its initial value. Whoever thinks in epochs
 * multiplies by the number of batches. Any other function of the step is a lambda: {@code t -> 0.1
 * / Math.sqrt(t)}.
 *
 * <p>What other libraries have a name for, and here is a composition:
 *
 * <pre>{@code
 * join(constant(a / 3), 5, constant(a))                       // ConstantLR of 5 steps
 * linear(a / 3, a, 5)                                         // LinearLR
 * join(constant(a), begin, linear(a, b, n))                   // transition_begin
 * atLeast(exponential(a, 0.9, n), b)                          // end_value
 * join(warmUpCosine(..), n, warmUpCosine(..))                 // sgdr_schedule
 * piecewiseInterpolated(                                      // linear_onecycle_schedule
 *     List.of(a / 25, a, a / 25, a / 25e4), List.of(30L, 85L, 100L), Interpolation.LINEAR)
 * }</pre>
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
   * (Loshchilov and Hutter 2016, without restarts); PyTorch's CosineAnnealingLR rises again.
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

  /**
   * alpha_t = initial + (last - initial) e / steps for e &lt; steps, afterwards last: {@link
   * #polynomial} of power 1, Optax's linear_schedule and PyTorch's LinearLR.
   */
  public static Schedule linear(double initial, double last, long steps) {
    Settings.notNegative("linear schedule, initial", initial);
    Settings.notNegative("linear schedule, last", last);
    Settings.count("linear schedule, steps", steps);
    return polynomial(initial, last, 1, steps);
  }

  /**
   * alpha_t = last + (initial - last) (1 - e / steps)^power for e &lt; steps, afterwards last, as
   * Optax's polynomial_schedule; PyTorch's PolynomialLR goes to 0.
   *
   * @param initial at least 0
   * @param last at least 0; may be above the initial value
   * @param power above 0
   * @param steps at least 1
   */
  public static Schedule polynomial(double initial, double last, double power, long steps) {
    return new ScheduleForms.Polynomial(initial, last, power, steps);
  }

  /**
   * alpha_t = initial factor^k, k the number of milestones that are at most e: PyTorch's
   * MultiStepLR.
   *
   * @param factor in (0, 1]
   * @param milestones numbers of elapsed steps, at least 1, each above the one before
   */
  public static Schedule multiStep(double initial, double factor, long... milestones) {
    requireNonNull(milestones, "multiStep schedule, milestones");
    return new ScheduleForms.MultiStep(initial, factor, Longs.asList(milestones));
  }

  /**
   * alpha_t = last + (initial - last) (1 + cos(pi c / p)) / 2, with c the steps since the last
   * restart and p the length of the period, which grows by a factor at each restart (SGDR;
   * Loshchilov and Hutter 2016, equation 5); PyTorch's CosineAnnealingWarmRestarts.
   *
   * @param last from 0 to initial
   * @param period steps before the first restart, at least 1
   * @param growth of the period at a restart, a whole number of at least 1
   */
  public static Schedule cosineWithRestarts(double initial, double last, long period, long growth) {
    return new ScheduleForms.Restarts(initial, last, period, growth);
  }

  /**
   * One cycle of half waves with PyTorch's defaults: 0.3 of the steps up, from 1/25, to 1e-4 of
   * that.
   */
  public static Schedule oneCycle(double largest, long steps) {
    return oneCycle(largest, steps, 0.3, 25, 1e4, Interpolation.COSINE);
  }

  /**
   * From largest / divisor up to the largest and down to largest / (divisor finalDivisor) (Smith
   * and Topin 2019), at e = 0, rise steps - 1 and steps - 1, as PyTorch's OneCycleLR; afterwards
   * the last value. Optax's linear_onecycle_schedule, whose peak is at rise steps, has a third
   * phase, and is a {@link #piecewiseInterpolated}; PyTorch's three_phase differs from both.
   *
   * @param largest above 0
   * @param steps of the whole cycle, at least 2, so that the rise takes some
   * @param rise share of the steps that go up, in (0, 1), with rise steps &gt; 1
   * @param divisor at least 1
   * @param finalDivisor at least 1
   * @param form half waves or straight lines
   */
  public static Schedule oneCycle(
      double largest,
      long steps,
      double rise,
      double divisor,
      double finalDivisor,
      Interpolation form) {
    return new ScheduleForms.OneCycle(largest, steps, rise, divisor, finalDivisor, form);
  }

  /**
   * Up from low to high in straight lines and down again, for ever (Smith 2017); PyTorch's
   * CyclicLR.
   *
   * @param low at least 0
   * @param high at least low
   * @param up steps up, at least 1
   * @param down steps down, at least 1
   * @param decay what becomes of the height, from one cycle or step to the next
   */
  public static Schedule cyclic(double low, double high, long up, long down, CycleDecay decay) {
    return new ScheduleForms.Cyclic(low, high, up, down, decay);
  }

  /**
   * A straight rise from a start to a peak in {@code rise} steps, then a {@link #cosine} from there
   * to the last value: Optax's warmup_cosine_decay_schedule.
   *
   * @param fall steps of the fall, which Optax counts from the first step
   */
  public static Schedule warmUpCosine(
      double start, double peak, double last, long rise, long fall) {
    return join(linear(start, peak, rise), rise, cosine(peak, last, fall));
  }

  /**
   * A straight rise from a start to a peak in {@code rise} steps, which stays: Optax's
   * warmup_constant_schedule.
   *
   * @param start at least 0
   * @param peak above 0
   */
  public static Schedule warmUpConstant(double start, double peak, long rise) {
    return join(linear(start, peak, rise), rise, constant(peak));
  }

  /**
   * A straight rise from a start to a peak in {@code rise} steps, then an {@link #exponential}
   * decay from there: Optax's warmup_exponential_decay_schedule.
   */
  public static Schedule warmUpExponential(
      double start, double peak, long rise, double factor, long every) {
    return join(linear(start, peak, rise), rise, exponential(peak, factor, every));
  }

  /**
   * One value until e reaches the first boundary, the next until it reaches the second, and so on.
   *
   * @param values one more than boundaries, each at least 0
   * @param boundaries numbers of elapsed steps, at least 1, each above the one before
   */
  public static Schedule piecewiseConstant(List<Double> values, List<Long> boundaries) {
    return new ScheduleForms.Piecewise(values, boundaries, Optional.empty());
  }

  /**
   * Between given points, the first of which is at e = 0; afterwards the last value: Optax's
   * piecewise_interpolate_schedule.
   *
   * @param values one more than knots, each at least 0
   * @param knots numbers of elapsed steps at which the second and further values are reached, at
   *     least 1, each above the one before
   * @param form half waves or straight lines
   */
  public static Schedule piecewiseInterpolated(
      List<Double> values, List<Long> knots, Interpolation form) {
    requireNonNull(form, "piecewise schedule, form");
    return new ScheduleForms.Piecewise(values, knots, Optional.of(form));
  }

  /**
   * alpha_t = first(t) for t &lt;= steps, afterwards then(t - steps): one after the other, as
   * Optax's join_schedules and PyTorch's SequentialLR. Nest it for more than two.
   *
   * @param steps of the first, at least 1
   * @param then counted from its own step 1
   */
  public static Schedule join(Schedule first, long steps, Schedule then) {
    return new ScheduleForms.Join(first, steps, then);
  }

  /** alpha_t = first(t) second(t): one acting on the other, as PyTorch's ChainedScheduler. */
  public static Schedule chain(Schedule first, Schedule second) {
    return new ScheduleForms.Product(first, second);
  }

  /**
   * alpha_t = factor schedule(t).
   *
   * @param factor above 0
   */
  public static Schedule scale(Schedule schedule, double factor) {
    requireNonNull(schedule, "scale schedule, schedule");
    Settings.positive("scale schedule, factor", factor);
    return chain(schedule, constant(factor));
  }

  /**
   * alpha_t = max(schedule(t), least), such as a bound for an exponential decay.
   *
   * @param least at least 0
   */
  public static Schedule atLeast(Schedule schedule, double least) {
    return new ScheduleForms.AtLeast(schedule, least);
  }

  /** e = t - 1, for a step of at least 1. */
  static long elapsed(long step) {
    return Settings.count("schedule, step", step) - 1;
  }

  /** A rate that never changes; rules recognise it. */
  record Constant(double value) implements Schedule {
    Constant {
      Settings.positive("rate", value);
    }

    @Override
    public double at(long step) {
      elapsed(step);
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
      requireNonNull(then, "warmUp schedule, then");
    }

    @Override
    public double at(long step) {
      return elapsed(step) < steps ? then.at(1) * step / steps : then.at(step - steps);
    }
  }
}
