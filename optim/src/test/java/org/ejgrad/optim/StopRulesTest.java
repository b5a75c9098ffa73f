// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

final class StopRulesTest {
  private static final Optional<String> GO_ON = Optional.empty();

  private static Progress step(long step, double loss) {
    return Progress.at(step, 1).withLoss(loss);
  }

  private static Progress epoch(long epoch, double loss) {
    return Progress.at(10 * epoch, epoch).withEpochLoss(loss, OptionalDouble.empty());
  }

  @Test
  void maxSteps_stopsWhenTheyWereTaken() {
    StopRule.Watch watch = StopRules.maxSteps(3).start();
    assertEquals(GO_ON, watch.reasonToStop(step(2, 1)));
    assertEquals(Optional.of("3 steps were taken"), watch.reasonToStop(step(3, 1)));
  }

  @Test
  void lossBelow_isStrictAndIgnoresNaN() {
    StopRule.Watch watch = StopRules.lossBelow(0.01).start();
    assertEquals(GO_ON, watch.reasonToStop(step(1, 0.01)));
    assertEquals(GO_ON, watch.reasonToStop(step(2, Double.NaN)));
    assertEquals(GO_ON, watch.reasonToStop(Progress.at(3, 1)));
    assertEquals(Optional.of("loss 0.005 is below 0.01"), watch.reasonToStop(step(4, 0.005)));
  }

  @Test
  void lossAbove_isStrictAndStopsAtNaN() {
    StopRule.Watch watch = StopRules.lossAbove(100).start();
    assertEquals(GO_ON, watch.reasonToStop(step(1, 100)));
    assertEquals(GO_ON, watch.reasonToStop(Progress.at(2, 1)));
    assertEquals(
        Optional.of("loss 100.5 is not at most 100.0"), watch.reasonToStop(step(3, 100.5)));
    assertEquals(
        Optional.of("loss NaN is not at most 100.0"), watch.reasonToStop(step(4, Double.NaN)));
  }

  /** f(w) = w^2 at rate 1.5: each step doubles |w|, and no value overflows for 500 steps. */
  @Test
  void lossAbove_endsADescentThatExplodes() {
    Expr w = parameter("w", new DMatrixRMaj(new double[][] {{1}}));
    Expr loss = w.square().elementSum();
    Workspace descent = compile(loss, Optimizers.gradientDescent(1.5).updates(loss, w)).workspace();
    StopRule.Watch watch = StopRules.maxSteps(500).or(StopRules.lossAbove(1000)).start();
    Optional<String> stopped = GO_ON;
    for (int step = 1; stopped.isEmpty(); step++) {
      stopped = watch.reasonToStop(step(step, descent.run().scalar(loss)));
    }
    // Losses 1, 4, 16, ..: the first above 1000 is 4^5.
    assertEquals(Optional.of("loss 1024.0 is not at most 1000.0"), stopped);
  }

  @Test
  void stepSizeBelow_looksAtTheStepSize() {
    StopRule.Watch watch = StopRules.stepSizeBelow(1e-3).start();
    assertEquals(GO_ON, watch.reasonToStop(step(1, 0)));
    assertEquals(GO_ON, watch.reasonToStop(step(2, 0).withStepSize(1e-3)));
    assertEquals(
        Optional.of("step size 1.0E-4 is below 0.001"),
        watch.reasonToStop(step(3, 0).withStepSize(1e-4)));
  }

  @Test
  void epochLossChangeBelow_comparesWithTheEpochBefore() {
    StopRule.Watch watch = StopRules.epochLossChangeBelow(0.25).start();
    Progress at = Progress.at(1, 1);
    assertEquals(GO_ON, watch.reasonToStop(epoch(1, 4)));
    assertEquals(GO_ON, watch.reasonToStop(at.withEpochLoss(3, OptionalDouble.of(4))));
    assertEquals(GO_ON, watch.reasonToStop(at.withEpochLoss(3.25, OptionalDouble.of(3))));
    assertEquals(
        Optional.of("change of the epoch's mean loss 0.125 is below 0.25"),
        watch.reasonToStop(at.withEpochLoss(3.125, OptionalDouble.of(3))));
  }

  @Test
  void patience_countsEpochsWithoutImprovement() {
    StopRule.Watch watch = StopRules.patience(2).start();
    assertEquals(GO_ON, watch.reasonToStop(epoch(1, 5)));
    assertEquals(GO_ON, watch.reasonToStop(epoch(2, 5)));
    assertEquals(GO_ON, watch.reasonToStop(epoch(3, 4)));
    assertEquals(GO_ON, watch.reasonToStop(epoch(4, 4.5)));
    // Steps within an epoch are not counted.
    assertEquals(GO_ON, watch.reasonToStop(step(45, 9)));
    assertEquals(
        Optional.of("epoch's mean loss did not improve on 4.0 for 2 times"),
        watch.reasonToStop(epoch(5, Double.NaN)));
  }

  @Test
  void patience_prefersValidationData() {
    StopRule.Watch watch = StopRules.patience(2, 0.1).start();
    assertEquals(GO_ON, watch.reasonToStop(epoch(1, 0.5)));
    assertEquals(GO_ON, watch.reasonToStop(epoch(2, 0.5).withValidationLoss(2)));
    // The training loss falls on; it does not count any more.
    assertEquals(GO_ON, watch.reasonToStop(epoch(3, 0.3)));
    assertEquals(GO_ON, watch.reasonToStop(epoch(4, 0.2).withValidationLoss(1.95)));
    assertEquals(
        Optional.of("validation loss did not improve on 2.0 for 2 times"),
        watch.reasonToStop(epoch(5, 0.1).withValidationLoss(1.92)));
  }

  @Test
  void start_again_remembersNothing() {
    StopRule rule = StopRules.patience(1).or(StopRules.patience(1, 0.5));
    StopRule.Watch first = rule.start();
    first.reasonToStop(epoch(1, 1));
    assertTrue(first.reasonToStop(epoch(2, 2)).isPresent());
    StopRule.Watch second = rule.start();
    assertEquals(GO_ON, second.reasonToStop(epoch(1, 2)));
  }

  @Test
  void or_stopsWithTheFirstAndBothRemember() {
    StopRule.Watch watch = StopRules.lossBelow(1).or(StopRules.patience(2)).start();
    assertEquals(GO_ON, watch.reasonToStop(epoch(1, 3)));
    assertEquals(
        Optional.of("loss 0.5 is below 1.0"), watch.reasonToStop(epoch(2, 4).withLoss(0.5)));
    assertEquals(
        Optional.of("epoch's mean loss did not improve on 3.0 for 2 times"),
        watch.reasonToStop(epoch(3, 4).withLoss(2)));
  }

  @Test
  void and_stopsWhenBothDo() {
    StopRule.Watch watch = StopRules.lossBelow(1).and(StopRules.maxSteps(5)).start();
    assertEquals(GO_ON, watch.reasonToStop(step(4, 0.5)));
    assertEquals(GO_ON, watch.reasonToStop(step(5, 2)));
    assertEquals(
        Optional.of("loss 0.5 is below 1.0 and 5 steps were taken"),
        watch.reasonToStop(step(6, 0.5)));
  }

  @Test
  void stepSize_isTheLargestChangeOfAnyElement() {
    Expr w = parameter("w", new DMatrixRMaj(new double[][] {{1, -4}}));
    Expr b = parameter("b", new DMatrixRMaj(new double[][] {{3}}));
    Expr empty = parameter("empty", new DMatrixRMaj(0, 2));
    Expr loss = w.square().elementSum().plus(b.square()).plus(empty.elementSum());
    Updates updates = Optimizers.gradientDescent(0.25).updates(loss, w, b, empty);
    Expr size = Progress.stepSize(updates, List.of(w, b, empty));
    Workspace step = compile(List.of(loss, size), updates).workspace();
    assertEquals(2, step.run().scalar(size));
    assertEquals(1, step.run().scalar(size));
  }

  @Test
  void stepSize_ofWhatIsNotUpdated_isRefused() {
    Expr w = parameter("w", new DMatrixRMaj(1, 2));
    Expr other = parameter("other", new DMatrixRMaj(1, 2));
    Updates updates = Optimizers.adam().updates(w.elementSum(), w);
    assertRefused(
        "stepSize: 'other' is not updated; leave it out or update it",
        () -> Progress.stepSize(updates, List.of(w, other)));
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    assertRefused("maxSteps, steps: must be >= 1, got 0", () -> StopRules.maxSteps(0));
    assertRefused(
        "stepSizeBelow, bound: must be finite and > 0, got 0.0", () -> StopRules.stepSizeBelow(0));
    assertRefused(
        "lossBelow, bound: must be finite, got NaN", () -> StopRules.lossBelow(Double.NaN));
    assertRefused(
        "lossAbove, bound: must be finite, got Infinity",
        () -> StopRules.lossAbove(Double.POSITIVE_INFINITY));
    assertRefused(
        "epochLossChangeBelow, bound: must be finite and > 0, got -1.0",
        () -> StopRules.epochLossChangeBelow(-1));
    assertRefused("patience, times: must be >= 1, got 0", () -> StopRules.patience(0));
    assertRefused(
        "patience, improvement: must be finite and >= 0, got -0.5",
        () -> StopRules.patience(1, -0.5));
  }
}
