// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.ejgrad.optim.Refusals.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class OptimizerTest {
  private final Expr w = parameter("w", LogisticProblem.initialWeights());
  private final Expr b = parameter("b", LogisticProblem.initialBias());
  private final Expr loss = LogisticProblem.loss(w, b);

  @Test
  void updates_twoPrograms_shareStateAndStepCount() {
    Optimizer optimizer = Optimizers.adam(0.1);
    Expr first = LogisticProblem.loss(w, b, 7);
    Workspace full = compile(loss, optimizer.updates(loss, w, b)).workspace();
    Workspace part = compile(first, optimizer.updates(first, w, b)).workspace();

    // One program that takes either loss by a switch goes the same way.
    Expr w2 = parameter("w", LogisticProblem.initialWeights());
    Expr b2 = parameter("b", LogisticProblem.initialBias());
    Expr choice = input("choice", 1, 1);
    Expr either = choice.select(LogisticProblem.loss(w2, b2), LogisticProblem.loss(w2, b2, 7));
    Workspace one = compile(either, Optimizers.adam(0.1).updates(either, w2, b2)).workspace();

    for (int i = 0; i < 20; i++) {
      boolean takesFull = i % 3 != 2;
      (takesFull ? full : part).run();
      one.set(choice, takesFull ? 1 : 0).run();
    }
    assertEquals(20, optimizer.steps());
    // 1e-12: the switch adds zeros, otherwise the order of additions is the same.
    assertArrayEquals(LogisticProblem.values(w2, b2), LogisticProblem.values(w, b), 1e-12);
  }

  @Test
  @Tag("plain-loops")
  void updates_run_allocatesNothing() {
    Schedule rate = Schedules.warmUp(10, Schedules.cosine(0.01, 0.001, 500));
    Optimizer optimizer =
        Optimizers.adam().withRate(rate).with(GradientTransforms.clipByGlobalNorm(1));
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    assertEquals(0, Allocations.inThousandRuns(step::run));
    assertEquals(25_000, optimizer.steps());
  }

  @Test
  void run_gradientIsNaN_changesNothing() {
    Expr scale = input("scale", 1, 1);
    Expr scaled = loss.elementMult(scale);
    Optimizer optimizer = Optimizers.averagedSgd(0.1);
    Workspace step = compile(scaled, optimizer.updates(scaled, w, b)).workspace();
    step.set(scale, 1).run();
    List<DMatrixRMaj> before = everything(optimizer);

    step.set(scale, Double.NaN);
    assertThrows(NonFiniteException.class, step::run);
    assertSameBits(before, everything(optimizer));
    assertEquals(1, optimizer.steps());

    step.set(scale, 1).run();
    assertEquals(2, optimizer.steps());
  }

  @Test
  void run_secondMomentOverflows_saysSoAndChangesNothing() {
    Expr g = input("g", 3, 1);
    Optimizer optimizer = Optimizers.adam(0.1);
    Workspace step =
        compile(List.of(), optimizer.updates(List.of(new ParameterGradient(w, g)))).workspace();
    DMatrixRMaj huge = new DMatrixRMaj(new double[][] {{1e200}, {0}, {0}});
    List<DMatrixRMaj> before = everything(optimizer);

    NonFiniteException thrown =
        assertThrows(NonFiniteException.class, () -> step.set(g, huge).run());
    assertSays("'next w/v' 3x1 is not finite at step 1, nothing was updated", thrown);
    assertTrue(thrown.origin().contains("square"), thrown.origin());
    assertSameBits(before, everything(optimizer));

    step.set(g, new DMatrixRMaj(3, 1)).run();
    DMatrixRMaj none = new DMatrixRMaj(new double[][] {{0}, {Double.NaN}, {0}});
    assertSays(
        "'gradient of w' 3x1 is not finite at step 2, nothing was updated",
        assertThrows(NonFiniteException.class, () -> step.set(g, none).run()));
  }

  @Test
  void run_tinyGradients_stillDescend() {
    Expr g = input("g", 3, 1);
    Workspace step =
        compile(List.of(), Optimizers.adam(0.1).updates(List.of(new ParameterGradient(w, g))))
            .workspace();
    step.set(g, new DMatrixRMaj(new double[][] {{1e-100}, {1e-200}, {1e-6}})).run();
    // sqrt(v) is far below epsilon for the first two; their steps are small, and never NaN.
    assertEquals(0.5, w.evaluate().get(0));
    assertEquals(-1, w.evaluate().get(1));
    assertEquals(2 - 0.1 * 1e-6 / (1e-6 + 1e-8), w.evaluate().get(2), 1e-14);
  }

  @Test
  void state_names_areStableAndUnique() {
    Expr first = parameter("layer", new DMatrixRMaj(2, 1));
    Expr second = parameter("layer", new DMatrixRMaj(2, 3));
    Expr sum = first.elementSum().plus(second.square().elementSum());
    Optimizer optimizer = Optimizers.adam();
    Updates updates = optimizer.updates(sum, first, second);

    assertEquals(
        List.of("step", "layer/m", "layer/v", "layer#2/m", "layer#2/v"),
        List.copyOf(optimizer.state().keySet()));
    assertEquals(2, updates.list().get(0).cell().shape().rows());
    assertEquals(3, requireNonNull(optimizer.state().get("layer#2/v")).shape().cols());
  }

  @Test
  void state_setFromAnother_continuesItsTraining() {
    Optimizer optimizer = Optimizers.adam().withRate(Schedules.inverseTime(0.1, 0.05));
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    for (int i = 0; i < 10; i++) {
      step.run();
    }
    Expr w2 = parameter("w", w.evaluate());
    Expr b2 = parameter("b", b.evaluate());
    Expr loss2 = LogisticProblem.loss(w2, b2);
    Optimizer resumed = optimizer.fresh();
    Workspace step2 = compile(loss2, resumed.updates(loss2, w2, b2)).workspace();
    resumed.restore(optimizer.saved());

    for (int i = 0; i < 10; i++) {
      step.run();
      step2.run();
    }
    assertArrayEquals(LogisticProblem.values(w, b), LogisticProblem.values(w2, b2));
    assertEquals(20, resumed.steps());
  }

  @Test
  void restore_stateOfAnother_saysWhatAndSetsNothing() {
    Optimizer adam = Optimizers.adam(0.1);
    compile(loss, adam.updates(loss, w, b)).workspace().run();
    Optimizer momentum = Optimizers.momentum(0.1);
    compile(loss, momentum.updates(loss, w, b)).workspace().run();
    Optimizer short1 = Optimizers.adam(0.1);
    compile(loss, short1.updates(loss, w)).workspace().run();
    List<DMatrixRMaj> before = everything(adam);

    Map<String, String> rules = adam.saved().rules();
    assertRefused(
        "restore: state 'w/m' has no value",
        () -> adam.restore(new OptimizerState(rules, momentum.saved().values())));
    assertRefused(
        "restore: 'w/m' is no state of this optimizer, which has [step, w/v, b/v]",
        () ->
            momentum.restore(new OptimizerState(momentum.saved().rules(), adam.saved().values())));
    assertRefused(
        "by the same rules, {w=adam, b=adam}, got that of {w=adam}.",
        () -> adam.restore(short1.saved()));
    Map<String, DMatrixRMaj> reshaped = new LinkedHashMap<>(adam.saved().values());
    reshaped.put("b/v", new DMatrixRMaj(2, 2));
    assertRefused(
        "restore: state 'b/v' must be 1x1, got 2x2",
        () -> adam.restore(new OptimizerState(rules, reshaped)));
    assertSameBits(before, everything(adam));
  }

  @Test
  void fresh_andOtherSettings_haveNoState() {
    Optimizer optimizer = Optimizers.momentum(0.1);
    compile(loss, optimizer.updates(loss, w, b)).workspace().run();
    for (Optimizer other :
        List.of(
            optimizer.fresh(),
            optimizer.withRate(0.2),
            optimizer.with(GradientTransforms.clipByValue(1)))) {
      assertEquals(0, other.steps());
      assertEquals(List.of("step"), List.copyOf(other.state().keySet()));
      assertEquals(optimizer.rule(), other.rule());
    }
    assertEquals(0.2, optimizer.withRate(0.2).rate().at(1));
  }

  @Test
  void updates_schedule_givesTheRateOfEachStep() {
    Expr x = parameter("x", new DMatrixRMaj(1, 1));
    Schedule rate = t -> 1.0 / (t * t);
    Workspace step =
        compile(List.of(), Optimizer.of(new GradientDescent(), rate).updates(x, x)).workspace();
    double expected = 0;
    for (int t = 1; t <= 5; t++) {
      step.run();
      expected -= 1.0 / (t * t);
      assertEquals(expected, x.evaluate().get(0));
    }
  }

  @Test
  void run_scheduleGivesNoRate_changesNothing() {
    Schedule rate = t -> t < 3 ? 0.1 : Double.NaN;
    Optimizer optimizer = Optimizer.of(new GradientDescent(), rate);
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    step.run().run();
    List<DMatrixRMaj> before = everything(optimizer);
    OpFailedException thrown = assertThrows(OpFailedException.class, step::run);
    assertSays("a rate must be finite and >= 0, got NaN at step 3", thrown);
    assertSameBits(before, everything(optimizer));
  }

  @Test
  void evaluationPoint_ofOtherRules_isTheParameters() {
    assertEquals(List.of(w, b), Optimizers.adam().evaluationPoint(List.of(w, b)));
  }

  @Test
  void updates_fromPairs_areThoseFromTheLoss() {
    Expr w2 = parameter("w", LogisticProblem.initialWeights());
    Expr b2 = parameter("b", LogisticProblem.initialBias());
    Expr loss2 = LogisticProblem.loss(w2, b2);
    List<Expr> g = gradients(loss2, w2, b2);
    Workspace fromLoss = compile(loss, Optimizers.adam(0.1).updates(loss, w, b)).workspace();
    Workspace fromPairs =
        compile(
                List.of(),
                Optimizers.adam(0.1)
                    .updates(
                        List.of(
                            new ParameterGradient(w2, g.get(0)),
                            new ParameterGradient(b2, g.get(1)))))
            .workspace();
    for (int i = 0; i < 20; i++) {
      fromLoss.run();
      fromPairs.run();
    }
    assertArrayEquals(LogisticProblem.values(w, b), LogisticProblem.values(w2, b2));
  }

  @Test
  void updates_noParameters_saysSo() {
    assertRefused(
        "updates: at least one parameter is needed, got none",
        () -> Optimizers.adam().updates(loss, List.of()));
  }

  @Test
  void updates_parameterTwice_namesIt() {
    assertRefused("got two for 'w'", () -> Optimizers.momentum(0.1).updates(loss, w, b, w));
  }

  @Test
  void updates_parameterBesideTheLoss_namesIt() {
    Expr other = parameter("other", new DMatrixRMaj(2, 2));
    assertRefused("'other' 2x2", () -> Optimizers.adam().updates(loss, w, other));
  }

  @Test
  void parameterGradient_notAParameter_saysWhat() {
    Expr x = input("x", 3, 1);
    assertRefused(
        "parameterGradient: only a parameter can be updated, got 'x' 3x1",
        () -> new ParameterGradient(x, constant(new DMatrixRMaj(3, 1))));
  }

  @Test
  void parameterGradient_otherShape_namesBoth() {
    assertRefused(
        "parameterGradient: the gradient must have the parameter's shape, got parameter='w' 3x1,"
            + " gradient='g' 1x3",
        () -> new ParameterGradient(w, input("g", 1, 3)));
  }

  @Test
  void with_transformThatDropsAParameter_saysSo() {
    Optimizer optimizer = Optimizers.adam().with((pairs, s) -> pairs.subList(0, 1));
    assertRefused("must keep the parameters", () -> optimizer.updates(loss, w, b));
  }

  /** Copies of parameters and state. */
  private List<DMatrixRMaj> everything(Optimizer optimizer) {
    List<DMatrixRMaj> values = new ArrayList<>(List.of(w.evaluate(), b.evaluate()));
    optimizer.state().values().forEach(cell -> values.add(cell.value()));
    return values;
  }

  private static void assertSameBits(List<DMatrixRMaj> expected, List<DMatrixRMaj> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).data, actual.get(i).data);
    }
  }
}
