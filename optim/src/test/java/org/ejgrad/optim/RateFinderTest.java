// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.ejgrad.optim.Refusals.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

final class RateFinderTest {
  private final Expr x = parameter("x", new DMatrixRMaj(new double[][] {{4, -3}}));
  private final Expr scale = input("scale", 1, 1);

  /** Curvature 2 throughout: descent diverges above rate 1 and is at its best at 0.5. */
  private final Expr loss = x.square().elementSum().elementMult(scale);

  @Test
  void find_onAParabola_suggestsBelowDivergenceAndChangesNothing() {
    Optimizer optimizer = Optimizers.gradientDescent(1);
    RateFinder.Result found =
        new RateFinder(1e-4, 100, 60, 0.5, 4)
            .find(optimizer, loss, List.of(x), workspace -> workspace.set(scale, 1));
    assertArrayEquals(new double[] {4, -3}, x.evaluate().data);
    assertEquals(0, optimizer.steps());
    assertEquals(25, found.losses().get(0));
    assertEquals(1e-4, found.rates().get(0), 1e-18);
    assertTrue(found.rates().size() < 60, () -> "took " + found.rates().size());
    assertTrue(found.suggestion() > 0.005 && found.suggestion() < 1, () -> "" + found.suggestion());
  }

  @Test
  void find_lossOverflows_endsThere() {
    RateFinder.Result found =
        new RateFinder(1e-3, 1e300, 100, 0, 1e300)
            .find(
                Optimizers.gradientDescent(1),
                loss,
                List.of(x),
                workspace -> workspace.set(scale, 1));
    assertTrue(found.losses().size() < 100, () -> "took " + found.losses().size());
    assertArrayEquals(new double[] {4, -3}, x.evaluate().data);
  }

  @Test
  void find_nothingFinite_saysSoAndChangesNothing() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                new RateFinder()
                    .find(
                        Optimizers.gradientDescent(1),
                        loss,
                        List.of(x),
                        workspace -> workspace.set(scale, Double.NaN)));
    assertSays("rateFinder: two finite losses are needed, got 0.", thrown);
    assertArrayEquals(new double[] {4, -3}, x.evaluate().data);
  }

  /** Micro-batches of equal gradients take the steps of one batch. */
  @Test
  void find_withAccumulation_countsSteps() {
    RateFinder finder = new RateFinder(1e-4, 100, 60, 0.5, 4);
    Optimizer descent = Optimizers.gradientDescent(1);
    RateFinder.Result plain =
        finder.find(descent, loss, List.of(x), workspace -> workspace.set(scale, 1));
    int[] runs = {0};
    RateFinder.Result accumulated =
        finder.find(
            descent.with(StepTransforms.accumulate(4)),
            loss,
            List.of(x),
            workspace -> {
              runs[0]++;
              workspace.set(scale, 1);
            });
    assertEquals(plain, accumulated);
    assertEquals(4 * plain.rates().size(), runs[0]);
  }

  @Test
  void find_lossOfMicroBatches_isTheirMean() {
    int[] runs = {0};
    RateFinder.Result found =
        new RateFinder(1e-4, 1e-3, 5, 0, 4)
            .find(
                Optimizers.gradientDescent(1).with(StepTransforms.accumulate(2)),
                loss,
                List.of(x),
                workspace -> workspace.set(scale, runs[0]++ % 2 == 0 ? 1 : 3));
    assertEquals(2 * 25, found.losses().get(0));
    assertEquals(5, found.losses().size());
  }

  /** Twice the rate of the others at the first step, so at all of the test. */
  @Test
  void find_withGroups_keepsTheirProportion() {
    Expr one = parameter("one", new DMatrixRMaj(new double[][] {{1}}));
    Expr two = parameter("two", new DMatrixRMaj(new double[][] {{1}}));
    Expr three = parameter("three", new DMatrixRMaj(new double[][] {{1}}));
    Expr sum = one.square().plus(two.square()).plus(three.square());
    Optimizer optimizer =
        Optimizers.gradientDescent(0.1)
            .group(Optimizers.gradientDescent(0.2), List.of(two))
            .freeze(List.of(three));
    RateFinder.Result found =
        new RateFinder(1e-3, 1e-1, 3, 0, 4)
            .find(optimizer, sum, List.of(one, two, three), workspace -> {});
    double x1 = 1;
    double x2 = 1;
    for (int k = 0; k < 3; k++) {
      double rate = Math.pow(10, k - 3);
      assertEquals(rate, found.rates().get(k), 1e-15);
      // 1e-14: the rates are powers, rounded.
      assertEquals(x1 * x1 + x2 * x2 + 1, found.losses().get(k), 1e-14);
      x1 -= rate * 2 * x1;
      x2 -= 2 * rate * 2 * x2;
    }
  }

  @Test
  void find_groupThatStartsAtNothing_isRefused() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.1)
            .group(Optimizer.of(new GradientDescent(), Schedules.linear(0, 1, 5)), List.of(x));
    assertRefused(
        "group: rates at step 1 must be > 0 to keep their proportion, got 0.0 for the group and"
            + " 0.1 for the others.",
        () ->
            new RateFinder()
                .find(optimizer, loss, List.of(x), workspace -> workspace.set(scale, 1)));
  }

  @Test
  void find_noStepIsTaken_saysSo() {
    Optimizer never =
        Optimizers.gradientDescent(1)
            .with(
                (pairs, step) -> {
                  step.applyWhen(constant(0));
                  return pairs;
                });
    assertSays(
        "rateFinder: a step must be taken in 100000 runs, got none.",
        assertThrows(
            IllegalStateException.class,
            () ->
                new RateFinder()
                    .find(never, loss, List.of(x), workspace -> workspace.set(scale, 1))));
  }

  @Test
  void schedule_growsByAConstantFactor() {
    Schedule schedule = new RateFinder(1e-3, 10, 5, 0, 4).schedule();
    assertEquals(1e-3, schedule.at(1), 1e-18);
    assertEquals(0.1, schedule.at(3), 1e-16);
    assertEquals(10, schedule.at(5), 1e-14);
    Schedule wide = new RateFinder(1e-200, 1e200, 5, 0, 4).schedule();
    double[] expected = {1e-200, 1e-100, 1, 1e100, 1e200};
    for (int k = 0; k < 5; k++) {
      // 1e-12: powers of roundings.
      assertEquals(1, wide.at(k + 1L) / expected[k], 1e-12);
    }
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    assertRefused(
        "rateFinder, highest: must be > lowest 1.0, got 1.0",
        () -> new RateFinder(1, 1, 10, 0.9, 4));
    assertRefused(
        "rateFinder, steps: must be >= 2, got 1", () -> new RateFinder(1e-3, 1, 1, 0.9, 4));
  }
}
