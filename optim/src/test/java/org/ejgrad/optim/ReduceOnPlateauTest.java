// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.ejgrad.optim.Refusals.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

final class ReduceOnPlateauTest {
  private final Optimizer optimizer = Optimizers.gradientDescent(1).withRateFactor();

  @Test
  void report_withoutImprovementBeyondPatience_reduces() {
    ReduceOnPlateau.Watch watch = new ReduceOnPlateau().withPatience(2).start(optimizer);
    assertFalse(watch.report(5));
    assertFalse(watch.report(5));
    assertFalse(watch.report(Double.NaN));
    assertTrue(watch.report(6));
    assertEquals(0.1, optimizer.rateFactor(), 1e-17);
    assertFalse(watch.report(4));
  }

  @Test
  void report_negativeMetricThatFalls_isAnImprovement() {
    ReduceOnPlateau.Watch watch =
        new ReduceOnPlateau().withPatience(0).withThreshold(0.1, false).start(optimizer);
    assertFalse(watch.report(-10));
    assertFalse(watch.report(-12));
    // Growing by less than a tenth is no improvement, though -12 (1 - 0.1) is above -11.5.
    assertTrue(watch.report(-11.5));
    assertTrue(watch.report(-13));
  }

  @Test
  void report_largestIsBest_absoluteThreshold() {
    ReduceOnPlateau.Watch watch =
        new ReduceOnPlateau().ofLargest().withPatience(0).withThreshold(0.5, true).start(optimizer);
    assertFalse(watch.report(-1));
    assertFalse(watch.report(0));
    assertTrue(watch.report(0.25));
  }

  @Test
  void report_inCooldown_waits() {
    ReduceOnPlateau.Watch watch =
        new ReduceOnPlateau().withPatience(0).withCooldown(2).start(optimizer);
    watch.report(1);
    assertTrue(watch.report(1));
    assertFalse(watch.report(1));
    assertFalse(watch.report(1));
    assertTrue(watch.report(1));
  }

  @Test
  void report_atTheLeastFactor_stays() {
    ReduceOnPlateau.Watch watch =
        new ReduceOnPlateau().withPatience(0).withLeastFactor(0.05).start(optimizer);
    watch.report(1);
    assertTrue(watch.report(1));
    assertTrue(watch.report(1));
    assertEquals(0.05, optimizer.rateFactor());
    assertFalse(watch.report(1));
  }

  @Test
  void report_afterAnInfiniteMetric_seesImprovements() {
    ReduceOnPlateau.Watch falls = new ReduceOnPlateau().withPatience(1).start(optimizer);
    ReduceOnPlateau.Watch grows =
        new ReduceOnPlateau().ofLargest().withPatience(1).start(optimizer);
    falls.report(Double.POSITIVE_INFINITY);
    grows.report(Double.NEGATIVE_INFINITY);
    for (int k = 0; k < 5; k++) {
      assertFalse(falls.report(10 - k));
      assertFalse(grows.report(k));
    }
    assertEquals(1, optimizer.rateFactor());
  }

  @Test
  void restore_atAnyReport_goesOnAsTheWatchThatWasNotInterrupted() {
    ReduceOnPlateau settings =
        new ReduceOnPlateau().withFactor(0.5).withPatience(2).withCooldown(2);
    double[] metrics = {5, 4, 4, Double.NaN, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2};
    for (int stop = 0; stop <= metrics.length; stop++) {
      ReduceOnPlateau.Watch whole = settings.start(Optimizers.gradientDescent(1).withRateFactor());
      ReduceOnPlateau.Watch other = settings.start(Optimizers.gradientDescent(1).withRateFactor());
      int reduced = 0;
      for (int k = 0; k < metrics.length; k++) {
        if (k == stop) {
          other.restore(whole.saved());
        }
        boolean expected = whole.report(metrics[k]);
        reduced += expected ? 1 : 0;
        if (k >= stop) {
          assertEquals(expected, other.report(metrics[k]), "stopped at " + stop + ", report " + k);
        }
      }
      assertEquals(3, reduced);
    }
  }

  @Test
  void restore_whatCannotHaveBeenSeen_isRefusedAndChangesNothing() {
    ReduceOnPlateau.Watch watch =
        new ReduceOnPlateau().withPatience(3).withCooldown(1).start(optimizer);
    watch.report(7);
    watch.report(8);
    ReduceOnPlateau.Seen before = watch.saved();
    assertEquals(new ReduceOnPlateau.Seen(OptionalDouble.of(7), 1, 0), before);
    OptionalDouble one = OptionalDouble.of(1);
    assertRefused(
        "restore, best: must be a number, got NaN",
        () -> watch.restore(new ReduceOnPlateau.Seen(OptionalDouble.of(Double.NaN), 0, 0)));
    assertRefused(
        "restore, waited: must be from 0 to 3, got 4",
        () -> watch.restore(new ReduceOnPlateau.Seen(one, 4, 0)));
    assertRefused(
        "restore, cooling: must be from 0 to 1, got -1",
        () -> watch.restore(new ReduceOnPlateau.Seen(one, 0, -1)));
    assertEquals(before, watch.saved());
  }

  @Test
  void rateFactor_scalesTheSteps() {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1}}));
    Workspace step = compile(x, optimizer.updates(x, x)).workspace();
    step.run();
    assertEquals(0, x.evaluate().get(0));
    optimizer.setRateFactor(0.25);
    step.run();
    assertEquals(-0.25, x.evaluate().get(0));
    assertEquals(1, optimizer.fresh().rateFactor());
  }

  @Test
  void start_withoutFactor_saysHow() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class, () -> new ReduceOnPlateau().start(Optimizers.adam()));
    assertSays("rateFactor: this optimizer has none. Make it by withRateFactor()", thrown);
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    ReduceOnPlateau settings = new ReduceOnPlateau();
    assertRefused(
        "reduceOnPlateau, factor: must be in (0, 1), got 1.0", () -> settings.withFactor(1));
    assertRefused(
        "reduceOnPlateau, patience: must be >= 0, got -1", () -> settings.withPatience(-1));
    assertRefused(
        "setRateFactor, value: must be finite and > 0, got 0.0", () -> optimizer.setRateFactor(0));
  }
}
