// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * The learning-rate range test (Smith 2017, section 3.3): trains for some steps while the rate
 * grows by a constant factor from a lowest to a highest, and looks at the losses. The parameters
 * have their values back afterwards.
 *
 * @param lowest rate of the first step, above 0; 1e-7 by default
 * @param highest rate of the last step, above the lowest; 10 by default
 * @param steps at least 2; 100 by default
 * @param smoothing weight of the past in the average of losses, in [0, 1); 0.9 by default
 * @param divergence the test ends where the smoothed loss is above its least by this many times the
 *     distance from there to the first loss, above 0; 4 by default
 */
public record RateFinder(
    double lowest, double highest, int steps, double smoothing, double divergence) {
  /** Runs without a step after which none is expected. */
  private static final int MOST_RUNS = 100_000;

  /** The defaults: 1e-7, 10, 100, 0.9, 4. */
  public RateFinder() {
    this(1e-7, 10, 100, 0.9, 4);
  }

  /** Checks the ranges. */
  public RateFinder {
    Settings.positive("rateFinder, lowest", lowest);
    Settings.positive("rateFinder, highest", highest);
    checkArgument(
        lowest < highest, "rateFinder, highest: must be > lowest %s, got %s", lowest, highest);
    checkArgument(steps >= 2, "rateFinder, steps: must be >= 2, got %s", steps);
    Settings.decay("rateFinder, smoothing", smoothing);
    Settings.positive("rateFinder, divergence", divergence);
  }

  /**
   * What was seen.
   *
   * @param rates of the steps taken, for parameters that are in no group
   * @param losses before each step; the mean of its runs where a step takes several
   * @param smoothed their exponential average, corrected for its start
   * @param suggestion the rate where the smoothed loss falls fastest against the logarithm of the
   *     rate
   */
  public record Result(
      List<Double> rates, List<Double> losses, List<Double> smoothed, double suggestion) {
    /** Copies the lists. */
    public Result {
      rates = ImmutableList.copyOf(rates);
      losses = ImmutableList.copyOf(losses);
      smoothed = ImmutableList.copyOf(smoothed);
    }
  }

  /** alpha_t = lowest^(1 - s) highest^s with s = (t - 1) / (steps - 1). */
  public Schedule schedule() {
    // Not the power of highest / lowest, which overflows where neither of the two does.
    return t -> {
      double s = (t - 1.0) / (steps - 1.0);
      return Math.pow(lowest, 1 - s) * Math.pow(highest, s);
    };
  }

  /**
   * Runs the test.
   *
   * @param optimizer its settings, but for the rate; a state of its own is made. Rates of groups
   *     grow with the rate of the others, in the proportion that they have at the first step.
   * @param loss 1 x 1
   * @param parameters all that a step trains; they keep their values
   * @param nextBatch called before each run to set the inputs of the loss; a step takes several
   *     runs with {@link StepTransforms#accumulate}
   * @throws IllegalArgumentException if there is a group and its rate at the first step, or that of
   *     the others, is 0
   * @throws IllegalStateException if fewer than two steps gave a finite loss, or if none was taken
   *     in 100,000 runs
   */
  public Result find(
      Optimizer optimizer, Expr loss, List<Expr> parameters, Consumer<Workspace> nextBatch) {
    Optimizer growing = optimizer.withRatesInProportion(schedule());
    Workspace step = Autograd.compile(loss, growing.updates(loss, parameters)).workspace();
    List<DMatrixRMaj> before = parameters.stream().map(Expr::evaluate).toList();
    try {
      return run(growing, () -> lossOf(step, loss, nextBatch));
    } finally {
      for (int k = 0; k < before.size(); k++) {
        parameters.get(k).cell().set(before.get(k));
      }
    }
  }

  private static double lossOf(Workspace step, Expr loss, Consumer<Workspace> nextBatch) {
    nextBatch.accept(step);
    return step.run().scalar(loss);
  }

  /** The mean loss of the runs until one takes a step, or what is not finite. */
  private static double nextStep(Optimizer optimizer, DoubleSupplier run) {
    long before = optimizer.steps();
    double sum = 0;
    for (int runs = 1; runs <= MOST_RUNS; runs++) {
      double value;
      try {
        value = run.getAsDouble();
      } catch (NonFiniteException overflow) {
        return Double.NaN;
      }
      sum += value;
      if (optimizer.steps() > before || !Double.isFinite(value)) {
        return sum / runs;
      }
    }
    throw new IllegalStateException(
        "rateFinder: a step must be taken in "
            + MOST_RUNS
            + " runs, got none. Look at what holds"
            + " steps back.");
  }

  private Result run(Optimizer optimizer, DoubleSupplier nextRun) {
    ImmutableList.Builder<Double> losses = ImmutableList.builder();
    double[] smoothed = new double[steps];
    int taken = 0;
    double average = 0;
    double least = Double.POSITIVE_INFINITY;
    while (taken < steps) {
      double value = nextStep(optimizer, nextRun);
      if (!Double.isFinite(value)) {
        // The rate has become so large that nothing is left to compare: the end of the test.
        break;
      }
      average = smoothing * average + (1 - smoothing) * value;
      smoothed[taken] = average / (1 - Math.pow(smoothing, taken + 1));
      losses.add(value);
      least = Math.min(least, smoothed[taken]);
      taken++;
      if (smoothed[taken - 1] - least > divergence * (smoothed[0] - least)
          && smoothed[taken - 1] > smoothed[0]) {
        break;
      }
    }
    if (taken < 2) {
      throw new IllegalStateException(
          "rateFinder: two finite losses are needed, got " + taken + ". Start from a lower rate.");
    }
    return result(losses.build(), smoothed, taken);
  }

  private Result result(List<Double> losses, double[] smoothed, int taken) {
    Schedule schedule = schedule();
    ImmutableList.Builder<Double> rates = ImmutableList.builder();
    ImmutableList.Builder<Double> averages = ImmutableList.builder();
    int steepest = 0;
    double steepestFall = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < taken; k++) {
      rates.add(schedule.at(k + 1L));
      averages.add(smoothed[k]);
      // Rates are evenly spaced in their logarithm, so differences compare as slopes do.
      double fall = k + 1 < taken ? smoothed[k] - smoothed[k + 1] : Double.NEGATIVE_INFINITY;
      if (fall > steepestFall) {
        steepestFall = fall;
        steepest = k;
      }
    }
    return new Result(rates.build(), losses, averages.build(), schedule.at(steepest + 1L));
  }
}
