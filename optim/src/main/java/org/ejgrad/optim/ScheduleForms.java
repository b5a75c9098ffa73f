// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/** The schedules that are made of several pieces; {@link Schedules} makes and describes them. */
final class ScheduleForms {
  private ScheduleForms() {}

  record Polynomial(double initial, double last, double power, long steps) implements Schedule {
    Polynomial {
      Settings.notNegative("polynomial schedule, initial", initial);
      Settings.notNegative("polynomial schedule, last", last);
      Settings.positive("polynomial schedule, power", power);
      Settings.count("polynomial schedule, steps", steps);
    }

    @Override
    public double at(long step) {
      long e = Schedules.elapsed(step);
      double left = e >= steps ? 0 : 1 - (double) e / steps;
      return last + (initial - last) * Math.pow(left, power);
    }
  }

  record MultiStep(double initial, double factor, List<Long> milestones) implements Schedule {
    MultiStep {
      Settings.positive("multiStep schedule, initial", initial);
      Settings.share("multiStep schedule, factor", factor);
      milestones = ascending("multiStep schedule, milestones", milestones);
    }

    @Override
    public double at(long step) {
      return initial * Math.pow(factor, reached(milestones, Schedules.elapsed(step)));
    }
  }

  record Restarts(double initial, double last, long period, long growth) implements Schedule {
    Restarts {
      Settings.positive("cosineWithRestarts schedule, initial", initial);
      Settings.notNegative("cosineWithRestarts schedule, last", last);
      checkArgument(
          last <= initial,
          "cosineWithRestarts schedule, last: must be <= initial %s, got %s",
          initial,
          last);
      Settings.count("cosineWithRestarts schedule, period", period);
      Settings.count("cosineWithRestarts schedule, growth", growth);
    }

    @Override
    public double at(long step) {
      long since = Schedules.elapsed(step);
      double length = (double) period;
      if (growth == 1) {
        since %= period;
      } else {
        // As many rounds as restarts, so a logarithm of the step.
        while (since >= length) {
          since -= (long) length;
          length *= growth;
        }
      }
      return Interpolation.COSINE.between(initial, last, since / length);
    }
  }

  record OneCycle(
      double largest,
      long steps,
      double rise,
      double divisor,
      double finalDivisor,
      Interpolation form)
      implements Schedule {
    OneCycle {
      Settings.positive("oneCycle schedule, largest", largest);
      Settings.count("oneCycle schedule, steps", steps);
      Settings.openShare("oneCycle schedule, rise", rise);
      checkArgument(
          rise * steps > 1,
          "oneCycle schedule, rise: must be more than one of %s steps, got %s",
          String.valueOf(steps),
          rise * steps);
      Settings.atLeastOne("oneCycle schedule, divisor", divisor);
      Settings.atLeastOne("oneCycle schedule, finalDivisor", finalDivisor);
      requireNonNull(form, "oneCycle schedule, form");
    }

    @Override
    public double at(long step) {
      long e = Schedules.elapsed(step);
      double top = rise * steps - 1;
      double initial = largest / divisor;
      double last = initial / finalDivisor;
      if (e <= top) {
        return form.between(initial, largest, e / top);
      }
      return e >= steps - 1 ? last : form.between(largest, last, (e - top) / (steps - 1 - top));
    }
  }

  record Cyclic(double low, double high, long up, long down, CycleDecay decay) implements Schedule {
    Cyclic {
      Settings.notNegative("cyclic schedule, low", low);
      Settings.notNegative("cyclic schedule, high", high);
      checkArgument(low <= high, "cyclic schedule, high: must be >= low %s, got %s", low, high);
      Settings.count("cyclic schedule, up", up);
      Settings.count("cyclic schedule, down", down);
      checkArgument(
          up <= Long.MAX_VALUE - down,
          "cyclic schedule, up: with down it must be <= %s, got %s and %s",
          Long.MAX_VALUE,
          up,
          down);
      requireNonNull(decay, "cyclic schedule, decay");
    }

    @Override
    public double at(long step) {
      long e = Schedules.elapsed(step);
      long length = up + down;
      long since = e % length;
      double height = since <= up ? (double) since / up : (double) (length - since) / down;
      return low + (high - low) * height * decay.at(e / length + 1, e);
    }
  }

  record Piecewise(List<Double> values, List<Long> boundaries, Optional<Interpolation> form)
      implements Schedule {
    Piecewise {
      values = ImmutableList.copyOf(requireNonNull(values, "piecewise schedule, values"));
      requireNonNull(boundaries, "piecewise schedule, boundaries");
      boundaries = ascending("piecewise schedule, boundaries", boundaries);
      values.forEach(value -> Settings.notNegative("piecewise schedule, value", value));
      checkArgument(
          values.size() == boundaries.size() + 1,
          "piecewise schedule, values: must be one more than boundaries, got %s and %s",
          values.size(),
          boundaries.size());
    }

    @Override
    public double at(long step) {
      long e = Schedules.elapsed(step);
      int k = reached(boundaries, e);
      if (form.isEmpty() || k == boundaries.size()) {
        return values.get(k);
      }
      long from = k == 0 ? 0 : boundaries.get(k - 1);
      double share = (double) (e - from) / (boundaries.get(k) - from);
      return form.get().between(values.get(k), values.get(k + 1), share);
    }
  }

  record Join(Schedule first, long steps, Schedule then) implements Schedule {
    Join {
      Settings.count("join schedule, steps", steps);
      requireNonNull(first, "join schedule, first");
      requireNonNull(then, "join schedule, then");
    }

    @Override
    public double at(long step) {
      return Schedules.elapsed(step) < steps ? first.at(step) : then.at(step - steps);
    }
  }

  record Product(Schedule first, Schedule second) implements Schedule {
    Product {
      requireNonNull(first, "chain schedule, first");
      requireNonNull(second, "chain schedule, second");
    }

    @Override
    public double at(long step) {
      // One of your own need not check the step.
      Schedules.elapsed(step);
      return first.at(step) * second.at(step);
    }
  }

  record AtLeast(Schedule schedule, double least) implements Schedule {
    AtLeast {
      Settings.notNegative("atLeast schedule, least", least);
      requireNonNull(schedule, "atLeast schedule, schedule");
    }

    @Override
    public double at(long step) {
      Schedules.elapsed(step);
      return Math.max(schedule.at(step), least);
    }
  }

  private static ImmutableList<Long> ascending(String what, List<Long> steps) {
    long before = 0;
    for (long step : steps) {
      checkArgument(step > before, "%s: must be at least 1 and ascending, got %s", what, steps);
      before = step;
    }
    return ImmutableList.copyOf(steps);
  }

  /** How many of the ascending steps are at most this one. */
  private static int reached(List<Long> steps, long elapsed) {
    int k = 0;
    while (k < steps.size() && steps.get(k) <= elapsed) {
      k++;
    }
    return k;
  }
}
