// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which states an optimizer takes, and which it knows to be of another. */
final class OptimizerStateTest {
  private static final String OTHER = "the state must be of the same parameters by the same rules";

  /** Settings, and wrappers that keep nothing of their own. */
  private static Stream<Optimizer> optimizers() {
    Stream<Optimizer> rules =
        Stream.of(OptimizerTableTest.Rule.values())
            .map(rule -> rule.optimizer(TestFunction.LOGISTIC));
    List<UnaryOperator<UpdateRule>> wrappers =
        List.of(
            rule -> new WeightDecay(rule, 0.1),
            rule -> new Projected(rule, Projections.nonNegative()),
            Lookahead::new,
            ExponentialAverage::new,
            UniformAverage::new);
    return Stream.concat(
        rules,
        Stream.of(Optimizers.radam(0.1), Optimizers.momentum(0.1))
            .flatMap(optimizer -> wrappers.stream().map(optimizer::wrapped)));
  }

  private static Optimizer built(Optimizer settings) {
    Expr w = parameter("w", new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}}));
    Expr loss = w.square().elementSum();
    Optimizer optimizer = settings.fresh();
    assertEquals(1, optimizer.updates(loss, w).list().stream().filter(u -> isOf(u, w)).count());
    return optimizer;
  }

  private static boolean isOf(Update update, Expr parameter) {
    return update.cell() == parameter.cell();
  }

  /** Many of these have variables of equal names and shapes. */
  @Test
  void restore_stateOfAnotherRule_isRefused() {
    List<Optimizer> all = optimizers().map(OptimizerStateTest::built).toList();
    int refused = 0;
    int sameVariables = 0;
    for (Optimizer one : all) {
      for (Optimizer other : all) {
        if (one.rule().name().equals(other.rule().name())) {
          continue;
        }
        OptimizerState state = other.saved();
        assertRefused(OTHER, () -> one.restore(state));
        refused++;
        sameVariables += one.state().keySet().equals(other.state().keySet()) ? 1 : 0;
      }
    }
    assertTrue(refused > 1_500, "refused " + refused);
    assertTrue(sameVariables > 150, "with the same variables " + sameVariables);
  }

  @Test
  void restore_onMatrices_stateOfAnotherRule_changesNothing() {
    DMatrixRMaj g = new DMatrixRMaj(new double[][] {{1, -2}});
    Optimizer yogi = Optimizers.yogi(0.1);
    yogi.onMatrices(new DMatrixRMaj(1, 2)).step(g);
    Optimizer adam = Optimizers.adam(0.1);
    DMatrixRMaj theta = new DMatrixRMaj(1, 2);
    MatrixStepper stepper = adam.onMatrices(theta).step(g);
    OptimizerState before = adam.saved();
    assertRefused(
        "the same rules, {theta1=adam}, got that of {theta1=yogi}.",
        () -> adam.restore(yogi.saved()));
    assertSame(before, adam.saved());

    // Its own it takes, and goes on with equal bits.
    DMatrixRMaj copy = theta.copy();
    Optimizer resumed = Optimizers.adam(0.1);
    MatrixStepper again = resumed.onMatrices(copy);
    resumed.restore(before);
    stepper.step(g);
    again.step(g);
    assertArrayEquals(theta.data, copy.data);
  }

  @Test
  void restore_groupsExchanged_isRefused() {
    OptimizerState state = grouped("a", Optimizers.yogi(0.1)).saved();
    assertEquals(Map.of("a", "yogi", "b", "adam"), state.rules());
    assertRefused(
        "{a=adam, b=yogi}, got that of {a=yogi, b=adam}",
        () -> grouped("b", Optimizers.yogi(0.1)).restore(state));
    grouped("a", Optimizers.yogi(0.5)).restore(state);
  }

  private static Optimizer grouped(String member, Optimizer settings) {
    Expr a = parameter("a", new DMatrixRMaj(1, 1));
    Expr b = parameter("b", new DMatrixRMaj(1, 1));
    Optimizer optimizer = Optimizers.adam(0.1).group(settings, List.of(member.equals("a") ? a : b));
    assertEquals(2 * 3 + 1, optimizer.updates(a.plus(b), a, b).list().size());
    return optimizer;
  }

  @Test
  void restore_otherSettingsOfTheRule_goOn() {
    Optimizer adam = built(Optimizers.adam(0.1));
    built(Optimizers.adam(0.2, 0.8, 0.9)).restore(adam.saved());
    built(Optimizers.adam(0.1).with(GradientTransforms.clipByValue(1))).restore(adam.saved());
  }

  @Test
  void name_ofOnesOwn_isKept() {
    UpdateRule plain = (theta, g, state) -> theta.minus(state.timesRate(g));
    UpdateRule named =
        new UpdateRule() {
          @Override
          public Expr next(Expr theta, Expr gradient, State state) {
            return plain.next(theta, gradient, state);
          }

          @Override
          public String name() {
            return "mine";
          }
        };
    Optimizer mine = built(Optimizer.of(named, 0.1).wrapped(rule -> new WeightDecay(rule, 0.1)));
    assertEquals(Map.of("w", "weightDecay(mine)"), mine.saved().rules());
    assertEquals(Map.of("w", "rule"), built(Optimizer.of(plain, 0.1)).saved().rules());
  }

  @ParameterizedTest
  @CsvSource({
    "step, -1, a whole number from 0 to 9007199254740992",
    "step, 1.5, a whole number from 0 to 9007199254740992",
    "step, NaN, a whole number from 0 to 9007199254740992",
    "step, Infinity, a whole number from 0 to 9007199254740992",
    "step, 1e17, a whole number from 0 to 9007199254740992",
    "accumulated, 3, a whole number from 0 to 2",
    "accumulated, -1, a whole number from 0 to 2",
    "skipped in a row, 0.5, a whole number from 0 to 4",
    "skipped in a row, 5, a whole number from 0 to 4",
    "rate factor, 0, finite and > 0",
    "rate factor, NaN, finite and > 0",
    "w/copied, 2, a whole number from 0 to 1",
    "w/v, NaN, finite",
    "w/ema, Infinity, finite",
    "w/accumulated, -Infinity, finite",
  })
  void restore_numbersThatCannotBe_setsNothing(String name, double value, String range) {
    Expr w = parameter("w", new DMatrixRMaj(new double[][] {{1}}));
    Expr loss = w.square();
    Optimizer optimizer =
        Optimizers.momentum(0.1)
            .wrapped(ExponentialAverage::new)
            .with(StepTransforms.skipNonFinite(4))
            .with(StepTransforms.accumulate(3))
            .withRateFactor();
    compile(loss, optimizer.updates(loss, w)).workspace().run();
    OptimizerState before = optimizer.saved();
    Map<String, DMatrixRMaj> values = new LinkedHashMap<>();
    // All others differ from what they are, so that one that was set would show.
    before.values().forEach((key, matrix) -> values.put(key, new DMatrixRMaj(1, 1, true, 1)));
    values.put(name, new DMatrixRMaj(1, 1, true, value));
    assertRefused(
        "restore: state '" + name + "' must be " + range + ", got " + value,
        () -> optimizer.restore(new OptimizerState(before.rules(), values)));
    assertSame(before, optimizer.saved());
    values.put(name, new DMatrixRMaj(1, 1, true, 1));
    optimizer.restore(new OptimizerState(before.rules(), values));
    assertEquals(1, optimizer.steps());
  }

  @Test
  void restore_intoAProgramThatRan_givesTheBitsOfTheRunThatWentOn() {
    Optimizer settings =
        Optimizers.scheduleFreeAdamW(0.1).with(StepTransforms.accumulate(2)).withRateFactor();
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    Optimizer optimizer = settings.fresh();
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    step.run().run().run();
    OptimizerState saved = optimizer.saved();
    DMatrixRMaj savedW = w.evaluate();
    DMatrixRMaj savedB = b.evaluate();
    step.run().run().run();
    double[] expected = LogisticProblem.values(w, b);
    step.run();
    optimizer.restore(saved);
    w.cell().set(savedW);
    b.cell().set(savedB);
    step.run().run().run();
    assertArrayEquals(expected, LogisticProblem.values(w, b));
  }

  private static void assertSame(OptimizerState expected, OptimizerState actual) {
    assertEquals(expected.rules(), actual.rules());
    assertEquals(List.copyOf(expected.values().keySet()), List.copyOf(actual.values().keySet()));
    List<DMatrixRMaj> values = List.copyOf(actual.values().values());
    int k = 0;
    for (DMatrixRMaj matrix : expected.values().values()) {
      assertArrayEquals(matrix.data, values.get(k).data);
      k++;
    }
  }
}
