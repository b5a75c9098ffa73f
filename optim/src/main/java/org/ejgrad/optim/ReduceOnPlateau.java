// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalDouble;

/**
 * Lowers an optimizer's rates when a metric stops improving, as PyTorch's ReduceLROnPlateau. This
 * is no {@link Schedule}, because it is no function of the step; it sets {@link
 * Optimizer#setRateFactor}.
 *
 * <pre>{@code
 * Optimizer adam = Optimizers.adam(0.01).withRateFactor();
 * ReduceOnPlateau.Watch plateau = new ReduceOnPlateau().start(adam);
 * ... after each epoch:
 * plateau.report(validationLoss);
 * }</pre>
 *
 * <p>A metric improves on the best b if it is below b - threshold |b|, or above b + threshold |b|
 * where the largest is best; with {@code absolute}, |b| is left out. (PyTorch has b (1 -
 * threshold), by which a negative metric improves while it grows worse.) NaN never improves.
 *
 * @param factor of the rates after a plateau, in (0, 1); 0.1 by default
 * @param patience reports without improvement that are waited for, at least 0; 10 by default
 * @param threshold at least 0; 1e-4 by default
 * @param absolute whether the threshold is one of the metric itself; false by default
 * @param largestIsBest whether the metric should grow; false by default
 * @param cooldown reports after a reduction that do not count, at least 0; 0 by default
 * @param leastFactor the factor never falls below, at least 0; 0 by default
 */
public record ReduceOnPlateau(
    double factor,
    long patience,
    double threshold,
    boolean absolute,
    boolean largestIsBest,
    long cooldown,
    double leastFactor) {
  /** The defaults: 0.1, 10, 1e-4, relative, smallest is best, 0, 0. */
  public ReduceOnPlateau() {
    this(0.1, 10, 1e-4, false, false, 0, 0);
  }

  /** Checks the ranges. */
  public ReduceOnPlateau {
    Settings.openShare("reduceOnPlateau, factor", factor);
    checkArgument(patience >= 0, "reduceOnPlateau, patience: must be >= 0, got %s", patience);
    Settings.notNegative("reduceOnPlateau, threshold", threshold);
    checkArgument(cooldown >= 0, "reduceOnPlateau, cooldown: must be >= 0, got %s", cooldown);
    Settings.notNegative("reduceOnPlateau, leastFactor", leastFactor);
  }

  /** The same with another factor. */
  public ReduceOnPlateau withFactor(double other) {
    return new ReduceOnPlateau(
        other, patience, threshold, absolute, largestIsBest, cooldown, leastFactor);
  }

  /** The same with another patience. */
  public ReduceOnPlateau withPatience(long other) {
    return new ReduceOnPlateau(
        factor, other, threshold, absolute, largestIsBest, cooldown, leastFactor);
  }

  /** The same with another threshold, relative or absolute. */
  public ReduceOnPlateau withThreshold(double other, boolean isAbsolute) {
    return new ReduceOnPlateau(
        factor, patience, other, isAbsolute, largestIsBest, cooldown, leastFactor);
  }

  /** The same for a metric that should grow, such as an accuracy. */
  public ReduceOnPlateau ofLargest() {
    return new ReduceOnPlateau(factor, patience, threshold, absolute, true, cooldown, leastFactor);
  }

  /** The same with another cooldown. */
  public ReduceOnPlateau withCooldown(long other) {
    return new ReduceOnPlateau(
        factor, patience, threshold, absolute, largestIsBest, other, leastFactor);
  }

  /** The same with another least factor. */
  public ReduceOnPlateau withLeastFactor(double other) {
    return new ReduceOnPlateau(
        factor, patience, threshold, absolute, largestIsBest, cooldown, other);
  }

  /**
   * A watch over one training, with nothing seen yet.
   *
   * @param optimizer made by {@link Optimizer#withRateFactor}
   * @throws IllegalStateException if it was not
   */
  public Watch start(Optimizer optimizer) {
    return new Watch(this, optimizer);
  }

  private boolean improves(double metric, double best) {
    // Of an infinite best, which is no measure of anything, no share can be taken.
    double margin = absolute || Double.isInfinite(best) ? threshold : threshold * Math.abs(best);
    return largestIsBest ? metric > best + margin : metric < best - margin;
  }

  /**
   * What a watch has seen, to go on with another time; the factor on the rates is part of {@link
   * Optimizer#saved}.
   *
   * @param best empty before the first metric that is a number
   * @param waited reports since without improvement
   * @param cooling reports still to come that do not count
   */
  public record Seen(OptionalDouble best, long waited, long cooling) {}

  /** One training's memory of the metric. For one thread. */
  public static final class Watch {
    private final ReduceOnPlateau settings;
    private final Optimizer optimizer;
    private OptionalDouble best = OptionalDouble.empty();
    private long waited;
    private long cooling;

    private Watch(ReduceOnPlateau settings, Optimizer optimizer) {
      this.settings = settings;
      this.optimizer = optimizer;
      // Fails now rather than at the first plateau.
      optimizer.rateFactor();
    }

    /** What it has seen so far. */
    public Seen saved() {
      return new Seen(best, waited, cooling);
    }

    /**
     * Goes on from what a watch of the same settings has seen.
     *
     * @throws IllegalArgumentException if such a watch cannot have seen it; nothing is changed
     */
    public void restore(Seen seen) {
      checkArgument(!Double.isNaN(seen.best.orElse(0)), "restore, best: must be a number, got NaN");
      requireWithin("restore, waited", seen.waited, settings.patience);
      requireWithin("restore, cooling", seen.cooling, settings.cooldown);
      best = seen.best;
      waited = seen.waited;
      cooling = seen.cooling;
    }

    private static void requireWithin(String what, long value, long most) {
      checkArgument(
          value >= 0 && value <= most, "%s: must be from 0 to %s, got %s", what, most, value);
    }

    /**
     * Looks at the metric; lowers the rates if it has not improved for longer than the patience.
     *
     * @return whether it did
     */
    public boolean report(double metric) {
      if (!Double.isNaN(metric)
          && (best.isEmpty() || settings.improves(metric, best.orElseThrow()))) {
        best = OptionalDouble.of(metric);
        waited = 0;
      } else {
        waited++;
      }
      if (cooling > 0) {
        cooling--;
        waited = 0;
      }
      if (waited <= settings.patience) {
        return false;
      }
      cooling = settings.cooldown;
      waited = 0;
      double before = optimizer.rateFactor();
      double lower = Math.max(before * settings.factor, settings.leastFactor);
      // Below the least factor that was set by hand, and where the product vanishes, it stays.
      if (lower <= 0 || lower >= before) {
        return false;
      }
      optimizer.setRateFactor(lower);
      return true;
    }
  }
}
