// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The usual stop rules, to be combined: {@code maxSteps(3000).or(lossBelow(0.01))}. Bounds are
 * strict; NaN is below nothing. Settings out of range throw {@link IllegalArgumentException}.
 */
public final class StopRules {
  private StopRules() {}

  /** Stops when this many steps have been taken, at least 1. */
  public static StopRule maxSteps(long steps) {
    Settings.count("maxSteps, steps", steps);
    return () ->
        progress ->
            progress.step() >= steps ? Optional.of(steps + " steps were taken") : Optional.empty();
  }

  /** Stops after a step that changed no parameter's element by the bound or more; bound > 0. */
  public static StopRule stepSizeBelow(double bound) {
    return below("step size", Settings.positive("stepSizeBelow, bound", bound), Progress::stepSize);
  }

  /** Stops after a step with a loss below the bound, which is any finite number. */
  public static StopRule lossBelow(double bound) {
    return below("loss", Settings.finite("lossBelow, bound", bound), Progress::loss);
  }

  /**
   * Stops after a step with a loss above the bound, which is any finite number, or NaN: a training
   * that explodes, long before a value overflows and the run fails. Losses of small batches
   * scatter, so leave room: several times the first loss.
   */
  public static StopRule lossAbove(double bound) {
    Settings.finite("lossAbove, bound", bound);
    return () ->
        progress -> {
          OptionalDouble loss = progress.loss();
          return loss.isPresent() && !(loss.getAsDouble() <= bound)
              ? Optional.of("loss " + loss.getAsDouble() + " is not at most " + bound)
              : Optional.empty();
        };
  }

  /** Stops when the epoch's mean loss differs by less than the bound from the last; bound > 0. */
  public static StopRule epochLossChangeBelow(double bound) {
    return below(
        "change of the epoch's mean loss",
        Settings.positive("epochLossChangeBelow, bound", bound),
        StopRules::epochLossChange);
  }

  private static OptionalDouble epochLossChange(Progress progress) {
    if (progress.epochLoss().isEmpty() || progress.previousEpochLoss().isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Math.abs(progress.epochLoss().getAsDouble() - progress.previousEpochLoss().getAsDouble()));
  }

  /** Any improvement counts. */
  public static StopRule patience(long times) {
    return patience(times, 0);
  }

  /**
   * Stops when the validation loss was measured this many times in a row without improving on its
   * best. Without validation data the epoch's mean loss takes its place.
   *
   * @param times at least 1
   * @param improvement how much lower than the best a loss must be to count, at least 0
   */
  public static StopRule patience(long times, double improvement) {
    Settings.count("patience, times", times);
    Settings.notNegative("patience, improvement", improvement);
    return () -> new Patience(times, improvement);
  }

  private static StopRule below(
      String what, double bound, Function<Progress, OptionalDouble> measure) {
    return () ->
        progress -> {
          OptionalDouble value = measure.apply(progress);
          return value.isPresent() && value.getAsDouble() < bound
              ? Optional.of(what + " " + value.getAsDouble() + " is below " + bound)
              : Optional.empty();
        };
  }

  /** Remembers the best loss and how often it was not reached since. */
  private static final class Patience implements StopRule.Watch {
    private final long times;
    private final double improvement;
    private boolean validates;
    private double best = Double.POSITIVE_INFINITY;
    private long waited;

    Patience(long times, double improvement) {
      this.times = times;
      this.improvement = improvement;
    }

    @Override
    public Optional<String> reasonToStop(Progress progress) {
      if (progress.validationLoss().isPresent() && !validates) {
        // What was seen before were losses on training data, which do not compare.
        validates = true;
        best = Double.POSITIVE_INFINITY;
        waited = 0;
      }
      OptionalDouble loss = validates ? progress.validationLoss() : progress.epochLoss();
      if (loss.isEmpty()) {
        return Optional.empty();
      }
      if (loss.getAsDouble() < best - improvement) {
        best = loss.getAsDouble();
        waited = 0;
      } else {
        waited++;
      }
      return waited >= times
          ? Optional.of(
              (validates ? "validation loss" : "epoch's mean loss")
                  + " did not improve on "
                  + best
                  + " for "
                  + waited
                  + " times")
          : Optional.empty();
    }
  }
}
