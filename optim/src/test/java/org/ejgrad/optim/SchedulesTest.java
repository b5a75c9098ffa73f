// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Against closed forms, to 1e-15 relative: the same few operations in another order. */
final class SchedulesTest {
  @Test
  void constant_isTheSameAtAllSteps() {
    Schedule schedule = Schedules.constant(0.3);
    assertEquals(0.3, schedule.at(1));
    assertEquals(0.3, schedule.at(1_000_000_000_000L));
  }

  @Test
  void step_dropsAfterEachPeriod() {
    Schedule schedule = Schedules.step(0.8, 0.5, 10);
    assertClose(0.8, schedule.at(1));
    assertClose(0.8, schedule.at(10));
    assertClose(0.4, schedule.at(11));
    assertClose(0.4, schedule.at(20));
    assertClose(0.1, schedule.at(31));
  }

  @Test
  void exponential_meetsTheStepScheduleAtItsDrops() {
    Schedule schedule = Schedules.exponential(0.8, 0.25, 10);
    assertClose(0.8, schedule.at(1));
    assertClose(0.4, schedule.at(6));
    assertClose(0.2, schedule.at(11));
    assertClose(0.0125, schedule.at(31));
  }

  @Test
  void inverseTime_halvesWhenDecayTimesElapsedIsOne() {
    Schedule schedule = Schedules.inverseTime(0.6, 0.1);
    assertClose(0.6, schedule.at(1));
    assertClose(0.3, schedule.at(11));
    assertClose(0.2, schedule.at(21));
  }

  @Test
  void cosine_fallsByAHalfWaveAndStays() {
    Schedule schedule = Schedules.cosine(1, 0.2, 60);
    assertClose(1, schedule.at(1));
    assertClose(0.2 + 0.8 * 0.75, schedule.at(21));
    assertClose(0.6, schedule.at(31));
    assertClose(0.2 + 0.8 * 0.25, schedule.at(41));
    assertClose(0.2, schedule.at(61));
    assertClose(0.2, schedule.at(10_000));
  }

  @Test
  void warmUp_risesToTheFirstValueOfWhatFollows() {
    Schedule schedule = Schedules.warmUp(4, Schedules.step(0.8, 0.5, 2));
    assertClose(0.2, schedule.at(1));
    assertClose(0.6, schedule.at(3));
    assertClose(0.8, schedule.at(4));
    assertClose(0.8, schedule.at(5));
    assertClose(0.8, schedule.at(6));
    assertClose(0.4, schedule.at(7));
  }

  @Test
  void linear_reachesItsEndAndStays() {
    Schedule schedule = Schedules.linear(1, 3, 4);
    assertClose(1, schedule.at(1));
    assertClose(2.5, schedule.at(4));
    assertClose(3, schedule.at(5));
    assertClose(3, schedule.at(1_000_000));
  }

  @Test
  void cosineWithRestarts_farAway_isExact() {
    Schedule schedule = Schedules.cosineWithRestarts(1, 0, 10, 1);
    assertClose(1, schedule.at(1 + 10_000_000_000_000L));
    Schedule growing = Schedules.cosineWithRestarts(1, 0, 1, 2);
    // Restarts after 1, 3, 7 and so on steps.
    assertClose(1, growing.at(1 + (1L << 40) - 1));
    assertClose(0.5, growing.at(1 + (1L << 40) - 1 + (1L << 39)));
  }

  @Test
  void oneCycle_afterItsEnd_staysAtTheLast() {
    Schedule schedule = Schedules.oneCycle(1, 10, 0.5, 4, 10, Interpolation.LINEAR);
    assertClose(0.25, schedule.at(1));
    assertClose(1, schedule.at(5));
    assertClose(0.025, schedule.at(10));
    assertClose(0.025, schedule.at(11));
  }

  @Test
  void piecewiseConstant_changesAtItsBoundaries() {
    Schedule schedule = Schedules.piecewiseConstant(List.of(1.0, 0.5, 0.0), List.of(2L, 5L));
    assertClose(1, schedule.at(2));
    assertClose(0.5, schedule.at(3));
    assertClose(0.5, schedule.at(5));
    assertClose(0, schedule.at(6));
  }

  @Test
  void piecewiseInterpolated_meetsItsKnots() {
    List<Double> values = List.of(1.0, 3.0, 2.0);
    List<Long> knots = List.of(4L, 6L);
    Schedule linear = Schedules.piecewiseInterpolated(values, knots, Interpolation.LINEAR);
    Schedule cosine = Schedules.piecewiseInterpolated(values, knots, Interpolation.COSINE);
    for (Schedule schedule : List.of(linear, cosine)) {
      assertClose(1, schedule.at(1));
      assertClose(2, schedule.at(3));
      assertClose(3, schedule.at(5));
      assertClose(2.5, schedule.at(6));
      assertClose(2, schedule.at(7));
      assertClose(2, schedule.at(100));
    }
    assertClose(1.5, linear.at(2));
    assertEquals(3 - (1 + Math.sqrt(0.5)), cosine.at(2), 1e-15);
  }

  @Test
  void joinChainScaleAtLeast_combine() {
    Schedule half = Schedules.exponential(1, 0.5, 1);
    Schedule joined = Schedules.join(half, 3, Schedules.linear(2, 4, 2));
    assertClose(0.25, joined.at(3));
    assertClose(2, joined.at(4));
    assertClose(3, joined.at(5));
    Schedule product = Schedules.chain(half, Schedules.step(3, 0.1, 2));
    assertClose(1.5, product.at(2));
    assertClose(0.075, product.at(3));
    assertClose(0.75, Schedules.scale(half, 3).at(3));
    assertClose(0.3, Schedules.atLeast(half, 0.3).at(3));
    assertClose(0.5, Schedules.atLeast(half, 0.3).at(2));
  }

  @Test
  void warmUps_riseThenFall() {
    Schedule cosine = Schedules.warmUpCosine(0, 1, 0.2, 4, 10);
    assertClose(0, cosine.at(1));
    assertClose(0.75, cosine.at(4));
    assertClose(1, cosine.at(5));
    assertClose(0.6, cosine.at(10));
    assertClose(0.2, cosine.at(15));
    Schedule constant = Schedules.warmUpConstant(0.5, 1, 2);
    assertClose(0.5, constant.at(1));
    assertClose(0.75, constant.at(2));
    assertClose(1, constant.at(3));
    assertClose(1, constant.at(1_000_000));
    Schedule exponential = Schedules.warmUpExponential(0.5, 1, 2, 0.5, 1);
    assertClose(0.75, exponential.at(2));
    assertClose(1, exponential.at(3));
    assertClose(0.5, exponential.at(4));
  }

  /** As the class describes them, with values by hand. */
  @Test
  void compositions_areTheSchedulesOfOtherLibraries() {
    Schedule constantLr = Schedules.join(Schedules.constant(0.1), 5, Schedules.constant(0.3));
    assertClose(0.1, constantLr.at(5));
    assertClose(0.3, constantLr.at(6));
    Schedule begin = Schedules.join(Schedules.constant(1), 10, Schedules.linear(1, 0.5, 4));
    assertClose(1, begin.at(10));
    assertClose(1, begin.at(11));
    assertClose(0.75, begin.at(13));
    assertClose(0.5, begin.at(15));
    Schedule oneCycle =
        Schedules.piecewiseInterpolated(
            List.of(1 / 25.0, 1.0, 1 / 25.0, 1 / 25e4),
            List.of(30L, 85L, 100L),
            Interpolation.LINEAR);
    assertClose(0.04, oneCycle.at(1));
    assertClose(0.52, oneCycle.at(16));
    assertClose(1, oneCycle.at(31));
    assertClose(0.04, oneCycle.at(86));
    assertClose(4e-6, oneCycle.at(101));
    assertClose(4e-6, oneCycle.at(500));
  }

  @Test
  void at_stepBelowOne_isRefused() {
    for (Schedule schedule :
        List.of(
            Schedules.constant(1),
            Schedules.linear(1, 0, 2),
            Schedules.chain(Schedules.constant(1), Schedules.constant(2)),
            Schedules.scale(Schedules.constant(1), 2),
            Schedules.atLeast(Schedules.constant(1), 2),
            Schedules.chain(t -> 1, t -> 2),
            Schedules.atLeast(t -> 1, 2),
            Schedules.warmUpCosine(0, 1, 0, 2, 2),
            Schedules.warmUpExponential(0, 1, 2, 0.5, 2),
            Schedules.warmUpConstant(0, 1, 2),
            Schedules.piecewiseInterpolated(List.of(1.0, 2.0), List.of(3L), Interpolation.COSINE),
            Schedules.step(1, 0.5, 2),
            Schedules.exponential(1, 0.5, 2),
            Schedules.inverseTime(1, 0.5),
            Schedules.cosine(1, 0, 2),
            Schedules.polynomial(1, 0, 2, 3),
            Schedules.multiStep(1, 0.5, 3),
            Schedules.cosineWithRestarts(1, 0, 2, 2),
            Schedules.oneCycle(1, 10),
            Schedules.cyclic(0, 1, 2, 2, CycleDecay.NONE),
            Schedules.piecewiseConstant(List.of(1.0), List.of()),
            Schedules.join(Schedules.constant(1), 3, Schedules.constant(1)),
            Schedules.warmUp(2, Schedules.constant(1)))) {
      assertRefused("schedule, step: must be >= 1, got 0", () -> schedule.at(0));
      assertRefused("schedule, step: must be >= 1, got -7", () -> schedule.at(-7));
      // Nor does the far end break any of them.
      double last = schedule.at(Long.MAX_VALUE);
      assertTrue(last >= 0 && last <= 2, () -> schedule + " ends at " + last);
    }
  }

  @Test
  void makers_null_isNamed() {
    assertNull("warmUp schedule, then", nothing -> Schedules.warmUp(2, nothing));
    Schedule one = Schedules.constant(1);
    assertNull("join schedule, first", nothing -> Schedules.join(nothing, 2, one));
    assertNull("join schedule, then", nothing -> Schedules.join(one, 2, nothing));
    assertNull("chain schedule, first", nothing -> Schedules.chain(nothing, one));
    assertNull("chain schedule, second", nothing -> Schedules.chain(one, nothing));
    assertNull("scale schedule, schedule", nothing -> Schedules.scale(nothing, 1));
    assertNull("atLeast schedule, schedule", nothing -> Schedules.atLeast(nothing, 0));
    assertNull("optimizer, rate", nothing -> Optimizer.of(new Adam(), nothing));
  }

  @SuppressWarnings("NullAway") // that is what is tested
  private static void assertNull(String name, Consumer<Schedule> maker) {
    NullPointerException thrown =
        assertThrows(NullPointerException.class, () -> maker.accept(null));
    assertEquals(name, thrown.getMessage());
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    assertRefused("rate: must be finite and > 0, got NaN", () -> Schedules.constant(Double.NaN));
    assertRefused(
        "scale schedule, factor: must be finite and > 0, got -1.0",
        () -> Schedules.scale(Schedules.constant(1), -1));
    assertRefused(
        "step schedule, initial: must be finite and > 0, got 0.0", () -> Schedules.step(0, 0.5, 1));
    assertRefused(
        "step schedule, factor: must be in (0, 1], got 1.5", () -> Schedules.step(1, 1.5, 1));
    assertRefused("step schedule, every: must be >= 1, got 0", () -> Schedules.step(1, 0.5, 0));
    assertRefused(
        "exponential schedule, factor: must be in (0, 1], got 0.0",
        () -> Schedules.exponential(1, 0, 1));
    assertRefused(
        "inverseTime schedule, decay: must be finite and >= 0, got -1.0",
        () -> Schedules.inverseTime(1, -1));
    assertRefused(
        "cosine schedule, last: must be <= initial 1.0, got 2.0", () -> Schedules.cosine(1, 2, 1));
    assertRefused("cosine schedule, steps: must be >= 1, got -3", () -> Schedules.cosine(1, 0, -3));
    assertRefused(
        "linear schedule, last: must be finite and >= 0, got -1.0",
        () -> Schedules.linear(1, -1, 5));
    assertRefused(
        "cyclic schedule, up: with down it must be <= 9223372036854775807, got",
        () -> Schedules.cyclic(0, 1, Long.MAX_VALUE, 1, CycleDecay.NONE));
    assertRefused(
        "polynomial schedule, power: must be finite and > 0, got 0.0",
        () -> Schedules.polynomial(1, 0, 0, 3));
    assertRefused(
        "multiStep schedule, milestones: must be at least 1 and ascending, got [3, 3]",
        () -> Schedules.multiStep(1, 0.5, 3, 3));
    assertRefused(
        "cosineWithRestarts schedule, growth: must be >= 1, got 0",
        () -> Schedules.cosineWithRestarts(1, 0, 2, 0));
    assertRefused(
        "oneCycle schedule, rise: must be more than one of 3 steps",
        () -> Schedules.oneCycle(1, 3));
    assertRefused(
        "cyclic schedule, high: must be >= low 2.0, got 1.0",
        () -> Schedules.cyclic(2, 1, 1, 1, CycleDecay.NONE));
    assertRefused(
        "piecewise schedule, values: must be one more than boundaries, got 2 and 2",
        () -> Schedules.piecewiseConstant(List.of(1.0, 2.0), List.of(1L, 2L)));
    assertRefused(
        "cycle decay, factor: must be in (0, 1], got 0.0", () -> CycleDecay.exponential(0));
    assertRefused(
        "join schedule, steps: must be >= 1, got 0",
        () -> Schedules.join(Schedules.constant(1), 0, Schedules.constant(1)));
    assertRefused(
        "atLeast schedule, least: must be finite and >= 0, got -1.0",
        () -> Schedules.atLeast(Schedules.constant(1), -1));
    assertRefused(
        "warmUp schedule, steps: must be >= 1, got 0",
        () -> Schedules.warmUp(0, Schedules.constant(1)));
  }

  private static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, 1e-15);
  }
}
