// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
  void at_stepBelowOne_isRefused() {
    for (Schedule schedule :
        List.of(
            Schedules.step(1, 0.5, 2),
            Schedules.exponential(1, 0.5, 2),
            Schedules.inverseTime(1, 0.5),
            Schedules.cosine(1, 0, 2),
            Schedules.warmUp(2, Schedules.constant(1)))) {
      assertRefused("schedule, step: must be >= 1, got 0", () -> schedule.at(0));
    }
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    assertRefused("rate: must be finite and > 0, got NaN", () -> Schedules.constant(Double.NaN));
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
        "warmUp schedule, steps: must be >= 1, got 0",
        () -> Schedules.warmUp(0, Schedules.constant(1)));
  }

  private static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, 1e-15);
  }
}
