// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.ejgrad.optim.Refusals.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrappers around rules that keep points of their own, around groups and around what is frozen. */
final class WrapperOrderTest {
  private final Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1}}));
  private final Expr y = parameter("y", new DMatrixRMaj(new double[][] {{1}}));
  private final Expr sum = x.plus(y);

  /** Rules that evaluate the model elsewhere than at the parameter. */
  static Stream<UpdateRule> ownPoints() {
    UpdateRule descent = new GradientDescent();
    return Stream.of(
        new ScheduleFreeSgd(),
        new ScheduleFreeAdamW(),
        new Asgd(),
        new AveragedSgd(0.1),
        new Lookahead(descent),
        new ExponentialAverage(descent),
        new UniformAverage(descent),
        new WeightDecay(new Lookahead(new Projected(descent, Projections.nonNegative())), 0.1));
  }

  @ParameterizedTest
  @MethodSource("ownPoints")
  void wrappers_thatWouldMissThePoint_areRefused(UpdateRule rule) {
    assertRefused(
        "projected, rule: must be evaluated at the parameter, got " + rule.name() + ", which",
        () -> new Projected(rule, Projections.nonNegative()));
    assertSecondRefused("lookahead", rule, Lookahead::new);
    assertSecondRefused("exponentialAverage", rule, ExponentialAverage::new);
    assertSecondRefused("uniformAverage", rule, UniformAverage::new);
    // Nor by way of a group.
    Optimizer grouped = Optimizers.adam().group(Optimizer.of(rule, 0.1), List.of(x));
    assertRefused("must be evaluated", () -> grouped.wrapped(Lookahead::new));
  }

  @ParameterizedTest
  @MethodSource("ownPoints")
  void wrapped_losingThePoint_isRefused(UpdateRule rule) {
    UnaryOperator<UpdateRule> doubled =
        within -> (theta, gradient, state) -> within.next(theta, gradient.scale(2), state);
    String message =
        "wrapped: "
            + rule.name()
            + " is evaluated at a point of its own, which the new rule 'rule' does not give.";
    assertRefused(message, () -> Optimizer.of(rule, 0.1).wrapped(doubled));
    Optimizer grouped = Optimizers.adam().group(Optimizer.of(rule, 0.1), List.of(x));
    assertRefused(message, () -> grouped.wrapped(doubled));
  }

  private static void assertSecondRefused(
      String wrapper, UpdateRule rule, UnaryOperator<UpdateRule> wrap) {
    assertRefused(
        wrapper + ", rule: must be evaluated at the parameter, got " + rule.name() + ", which has",
        () -> wrap.apply(rule));
  }

  @ParameterizedTest
  @MethodSource("ownPoints")
  void weightDecay_aroundThem_actsAtTheNextSteps(UpdateRule rule) {
    // Without gradients nothing but the decay moves a parameter. Looked at where Lookahead meets.
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1}});
    MatrixStepper stepper = Optimizer.of(new WeightDecay(rule, 0.5), 0.1).onMatrices(theta);
    DMatrixRMaj zero = new DMatrixRMaj(1, 1);
    double before = 1;
    for (int t = 1; t <= 20; t++) {
      stepper.step(zero);
      if (t % 5 == 0) {
        double now = theta.get(0);
        assertTrue(now < before, rule + " at step " + t + ": " + now);
        before = now;
      }
    }
  }

  @Test
  void weightDecay_aroundScheduleFree_isItsFormula() {
    double rate = 0.2;
    double lambda = 0.3;
    double beta = 0.8;
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{2}});
    MatrixStepper stepper =
        Optimizer.of(new WeightDecay(new ScheduleFreeSgd(beta), lambda), rate).onMatrices(theta);
    double z = 2;
    double mean = 2;
    double at = 2;
    for (int t = 1; t <= 30; t++) {
      double g = Math.sin(t) + at;
      stepper.step(new DMatrixRMaj(1, 1, true, g));
      z -= rate * g + rate * lambda * at;
      mean += (z - mean) / t;
      at = (1 - beta) * z + beta * mean;
      // 1e-12: the order of operations differs.
      assertEquals(at, theta.get(0), 1e-12);
    }
    assertEquals(mean, stepper.evaluationPoint().get(0).get(0), 1e-12);
  }

  @Test
  void weightDecay_aroundAGroup_hasTheRateOfTheGroup() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .group(Optimizers.gradientDescent(0.25), List.of(y))
            .wrapped(rule -> new WeightDecay(rule, 0.5));
    compile(sum, optimizer.updates(sum, x, y)).workspace().run();
    assertEquals(1 - 0.25 - 0.5, x.evaluate().get(0));
    assertEquals(1 - 0.125 - 0.25, y.evaluate().get(0));
  }

  @Test
  void freeze_whateverIsAround_keepsValueAndPoint() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .freeze(List.of(y))
            .wrapped(rule -> new Projected(rule, Projections.box(-0.25, 0.25)))
            .wrapped(rule -> new WeightDecay(rule, 0.5))
            .wrapped(rule -> new ExponentialAverage(rule, 0.3));
    Workspace step = compile(sum, optimizer.updates(sum, x, y)).workspace();
    step.run().run();
    assertEquals(-0.25, x.evaluate().get(0));
    assertEquals(1, y.evaluate().get(0));
    assertEquals(1, optimizer.evaluationPoint(List.of(y)).get(0).evaluate().get(0));
    assertEquals(List.of("step", "x/ema", "x/copied"), List.copyOf(optimizer.state().keySet()));
  }

  @Test
  void groups_ofParametersThatAreNotTrained_areRefused() {
    Expr other = parameter("other", new DMatrixRMaj(1, 1));
    assertRefused(
        "freeze: 'other' is none of the parameters that are trained, which are [x, y].",
        () -> Optimizers.adam().freeze(List.of(x, other)).updates(sum, x, y));
    assertRefused(
        "group: 'other' is none of the parameters that are trained, which are [x, y].",
        () -> Optimizers.adam().group(Optimizers.adam(), List.of(other)).updates(sum, x, y));
    assertRefused(
        "l2Penalty: 'other' is none of the parameters that are trained, which are [x, y].",
        () ->
            Optimizers.adam()
                .with(GradientTransforms.l2Penalty(0.1, List.of(other)))
                .updates(sum, x, y));
    assertRefused(
        "group: transforms, groups and the rate factor are common to all",
        () -> Optimizers.adam().group(Optimizers.adam().freeze(List.of(x)), List.of(y)));
  }

  @Test
  void onMatrices_withGroups_goesByThem() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .group(Optimizers.momentum(0.25, 0.5), List.of(y))
            .wrapped(rule -> new WeightDecay(rule, 0.5));
    DMatrixRMaj one = new DMatrixRMaj(1, 1, true, 1);
    DMatrixRMaj matrixX = x.evaluate();
    DMatrixRMaj matrixY = y.evaluate();
    assertRefused(
        "group: 'y' is none of the parameters that are trained, which are [theta1, theta2]. Leave"
            + " it out, or give plain matrices their parameters: onMatrices(parameters, matrices).",
        () -> optimizer.onMatrices(matrixX, matrixY));
    Expr compiledX = parameter("x", matrixX);
    Expr compiledY = parameter("y", matrixY);
    Optimizer compiled =
        Optimizers.gradientDescent(0.5)
            .group(Optimizers.momentum(0.25, 0.5), List.of(compiledY))
            .wrapped(rule -> new WeightDecay(rule, 0.5));
    Expr compiledSum = compiledX.plus(compiledY);
    Workspace step =
        compile(compiledSum, compiled.updates(compiledSum, compiledX, compiledY)).workspace();

    MatrixStepper stepper = optimizer.onMatrices(List.of(x, y), matrixX, matrixY);
    for (int t = 0; t < 5; t++) {
      step.run();
      stepper.step(one, one);
      assertArrayEquals(compiledX.evaluate().data, matrixX.data);
      assertArrayEquals(compiledY.evaluate().data, matrixY.data);
    }
    assertEquals(compiled.state().keySet(), optimizer.state().keySet());
    DMatrixRMaj kept = new DMatrixRMaj(1, 1, true, 7);
    Optimizers.adam()
        .freeze(List.of(y))
        .onMatrices(List.of(x, y), matrixX, kept)
        .step(one, one)
        .step(one, one);
    assertEquals(7, kept.get(0));
  }

  @Test
  void onMatrices_parametersThatDoNotFit_saysSo() {
    DMatrixRMaj one = new DMatrixRMaj(1, 1);
    assertRefused(
        "onMatrices: one matrix for each of 2 parameters is needed, got 1",
        () -> Optimizers.adam().onMatrices(List.of(x, y), one));
    assertRefused(
        "onMatrices: matrix 2 must be 1x1 as its parameter, got 2x1",
        () -> Optimizers.adam().onMatrices(List.of(x, y), one, new DMatrixRMaj(2, 1)));
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tested
  void null_isNamed() {
    UpdateRule adam = new Adam();
    DMatrixRMaj one = new DMatrixRMaj(1, 1);
    assertNull("optimizer, rule", () -> Optimizer.of(null, 0.1));
    assertNull("optimizer, rule", () -> Optimizers.adam().wrapped(rule -> null));
    assertNull("wrapped, wrapper", () -> Optimizers.adam().wrapped(null));
    assertNull("with, transform", () -> Optimizers.adam().with(null));
    assertNull("group, settings", () -> Optimizers.adam().group(null, List.of(x)));
    assertNull("group, parameters", () -> Optimizers.adam().freeze(null));
    assertNull("adam, place", () -> new Adam(0.9, 0.99, 1e-8, null));
    assertNull("weightDecay, rule", () -> new WeightDecay(null, 0.1));
    assertNull("weightDecay, decays", () -> new WeightDecay(adam, 0.1, null));
    assertNull("projected, rule", () -> new Projected(null, Projections.nonNegative()));
    assertNull("projected, projection", () -> new Projected(adam, null));
    assertNull("lookahead, rule", () -> new Lookahead(null));
    assertNull("uniformAverage, rule", () -> new UniformAverage(null));
    assertNull("exponentialAverage, rule", () -> new ExponentialAverage(null));
    assertNull("restore, saved", () -> Optimizers.adam().restore(null));
    assertNull("onMatrices, matrix 2", () -> Optimizers.adam().onMatrices(one, null));
    MatrixStepper stepper = Optimizers.adam().onMatrices(one, one.copy());
    assertNull("step, gradient 2", () -> stepper.step(one, null));
  }

  private static void assertNull(String name, Executable executable) {
    assertEquals(name, assertThrows(NullPointerException.class, executable).getMessage());
  }

  @Test
  void evaluationPoint_elsewhereAndDenied_saysWhatToOverride() {
    UpdateRule rule =
        new UpdateRule() {
          @Override
          public Expr next(Expr theta, Expr gradient, State state) {
            return theta;
          }

          @Override
          public Expr evaluationPoint(Expr theta, State state) {
            return theta.scale(2);
          }
        };
    Optimizer optimizer = Optimizer.of(rule, 1);
    assertSays(
        "Override evaluatesElsewhere(), too",
        assertThrows(IllegalStateException.class, () -> optimizer.evaluationPoint(List.of(x))));
  }

  @ParameterizedTest
  @MethodSource("ownPoints")
  void copies_areTakenAtTheFirstStep_notWhenBuilt(UpdateRule rule) {
    DMatrixRMaj late = new DMatrixRMaj(new double[][] {{100, -3}});
    DMatrixRMaj g = new DMatrixRMaj(new double[][] {{1, -0.5}});
    DMatrixRMaj expected = late.copy();
    MatrixStepper straight = Optimizer.of(rule, 0.1).onMatrices(expected);
    for (int t = 0; t < 7; t++) {
      straight.step(g);
    }
    double[] point = straight.evaluationPoint().get(0).data;

    // Plain matrices that are changed after the stepper was made.
    DMatrixRMaj theta = new DMatrixRMaj(1, 2);
    MatrixStepper stepper = Optimizer.of(rule, 0.1).onMatrices(theta);
    theta.setTo(late);
    // A parameter that is set after the program was compiled.
    Expr w = parameter("w", new DMatrixRMaj(1, 2));
    Expr loss = w.elementMult(constant(g)).elementSum();
    Optimizer compiled = Optimizer.of(rule, 0.1);
    Workspace step = compile(loss, compiled.updates(loss, w)).workspace();
    Expr compiledPoint = compiled.evaluationPoint(List.of(w)).get(0);
    w.cell().set(late);
    assertArrayEquals(late.data, compiledPoint.evaluate().data);
    for (int t = 0; t < 7; t++) {
      stepper.step(g);
      step.run();
    }
    assertArrayEquals(expected.data, theta.data);
    assertArrayEquals(expected.data, w.evaluate().data);
    assertArrayEquals(point, stepper.evaluationPoint().get(0).data);
    assertArrayEquals(point, compiledPoint.evaluate().data);
  }

  /** A second program brings in a parameter after steps were taken: its own first step counts. */
  @Test
  void copies_ofAParameterThatComesLater_areTakenAtItsFirstStep() {
    Optimizer optimizer = Optimizers.gradientDescent(0.5).wrapped(ExponentialAverage::new);
    Workspace one = compile(x, optimizer.updates(x, x)).workspace();
    one.run().run();
    Workspace both = compile(sum, optimizer.updates(sum, x, y)).workspace();
    one.run();
    y.cell().set(new DMatrixRMaj(1, 1, true, 50));
    both.run();
    double average = optimizer.evaluationPoint(List.of(y)).get(0).evaluate().get(0);
    assertEquals(50 * 0.999 + 49.5 * (1 - 0.999), average, 1e-12);
  }

  @Test
  void copies_whileStepsAreHeldBack_followTheParameter() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .wrapped(rule -> new ExponentialAverage(rule, 0.5))
            .with(StepTransforms.accumulate(2));
    Workspace step = compile(x, optimizer.updates(x, x)).workspace();
    step.run();
    x.cell().set(new DMatrixRMaj(1, 1, true, 9));
    step.run();
    assertEquals(8.5, x.evaluate().get(0));
    assertEquals(8.75, optimizer.evaluationPoint(List.of(x)).get(0).evaluate().get(0));
  }
}
