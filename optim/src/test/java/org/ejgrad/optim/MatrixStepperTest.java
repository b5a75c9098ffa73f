// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.ejgrad.optim.Refusals.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MatrixStepperTest {
  /** Every rule of the table that needs gradients alone, and transforms before and around rules. */
  static Stream<Optimizer> optimizers() {
    Stream<Optimizer> rules =
        Arrays.stream(OptimizerTableTest.Rule.values())
            .filter(
                rule ->
                    rule != OptimizerTableTest.Rule.POLYAK_SGD
                        && rule != OptimizerTableTest.Rule.SHARPNESS_AWARE)
            .map(rule -> rule.optimizer(TestFunction.LOGISTIC));
    Stream<Optimizer> combined =
        Stream.of(
            Optimizers.gradientDescent(0.5).withRate(Schedules.exponential(0.5, 0.5, 20)),
            Optimizers.adam(0.05)
                .with(GradientTransforms.l2Penalty(0.1))
                .with(GradientTransforms.clipByGlobalNorm(0.05)),
            Optimizers.adam(0.05)
                .with(StepTransforms.skipNonFinite())
                .with(StepTransforms.accumulate(3))
                .with(GradientTransforms.clipAdaptively(0.1)),
            Optimizers.rmsProp(0.02)
                .wrapped(rule -> new Projected(rule, Projections.l2Ball(1)))
                .wrapped(rule -> new UniformAverage(rule, 5, 2)),
            Optimizers.momentum(0.1).wrapped(ExponentialAverage::new).withRateFactor());
    return Stream.concat(rules, combined);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void step_besideTheCompiledStep_sameBits(Optimizer optimizer) {
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    List<Expr> g = gradients(loss, w, b);
    Workspace gradient = compile(g.get(0), g.get(1)).workspace();
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    DMatrixRMaj theta1 = LogisticProblem.initialWeights();
    DMatrixRMaj theta2 = LogisticProblem.initialBias();
    MatrixStepper stepper = optimizer.fresh().onMatrices(theta1, theta2);
    List<Expr> point = optimizer.evaluationPoint(List.of(w, b));

    for (int i = 0; i < 60; i++) {
      gradient.run();
      step.run();
      stepper.step(gradient.value(g.get(0)), gradient.value(g.get(1)));
      assertArrayEquals(w.evaluate().data, theta1.data);
      assertArrayEquals(b.evaluate().data, theta2.data);
    }
    assertArrayEquals(point.get(0).evaluate().data, stepper.evaluationPoint().get(0).data);
  }

  static Stream<Optimizer> withLoss() {
    return Stream.of(
        OptimizerTableTest.Rule.POLYAK_SGD.optimizer(TestFunction.LOGISTIC),
        Optimizers.polyakSgd(0.1).with(GradientTransforms.clipByGlobalNorm(0.5)),
        Optimizers.polyakSgd(0.1).with(StepTransforms.accumulate(3)),
        // It does not ask for the loss.
        Optimizers.adam(0.1));
  }

  @ParameterizedTest
  @MethodSource("withLoss")
  void step_withTheLoss_sameBitsAsTheCompiledStep(Optimizer optimizer) {
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    List<Expr> g = gradients(loss, w, b);
    Workspace gradient = compile(loss, g.get(0), g.get(1)).workspace();
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    DMatrixRMaj theta1 = LogisticProblem.initialWeights();
    DMatrixRMaj theta2 = LogisticProblem.initialBias();
    MatrixStepper stepper = optimizer.fresh().onMatrices(theta1, theta2);

    for (int i = 0; i < 60; i++) {
      gradient.run();
      step.run();
      stepper.step(gradient.scalar(loss), gradient.value(g.get(0)), gradient.value(g.get(1)));
      assertArrayEquals(w.evaluate().data, theta1.data);
      assertArrayEquals(b.evaluate().data, theta2.data);
    }
  }

  static Stream<Optimizer> fromFunctions() {
    return Stream.of(
        OptimizerTableTest.Rule.SHARPNESS_AWARE.optimizer(TestFunction.LOGISTIC),
        // What stands before it applies to both gradients.
        Optimizers.adam(0.05)
            .with(GradientTransforms.l2Penalty(0.1))
            .with(GradientTransforms.addNoise(0.01, 0.5, 3))
            .with(GradientTransforms.sharpnessAware(0.1))
            .with(GradientTransforms.clipByGlobalNorm(0.2)),
        Optimizers.adam(0.05)
            .with(GradientTransforms.sharpnessAware(0.1))
            .with(StepTransforms.accumulate(3)),
        // One evaluation is enough.
        Optimizers.momentum(0.1));
  }

  @ParameterizedTest
  @MethodSource("fromFunctions")
  void step_fromAFunction_sameBitsAsTheCompiledStep(Optimizer optimizer) {
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    DMatrixRMaj theta1 = LogisticProblem.initialWeights();
    DMatrixRMaj theta2 = LogisticProblem.initialBias();
    MatrixStepper stepper = optimizer.fresh().onMatrices(theta1, theta2);

    Expr anyW = parameter("w", theta1);
    Expr anyB = parameter("b", theta2);
    List<Expr> g = gradients(LogisticProblem.loss(anyW, anyB), anyW, anyB);
    Workspace gradient = compile(g.get(0), g.get(1)).workspace();
    for (int i = 0; i < 60; i++) {
      step.run();
      stepper.step(
          thetas -> {
            anyW.cell().set(thetas.get(0));
            anyB.cell().set(thetas.get(1));
            gradient.run();
            return g.stream().map(x -> gradient.value(x).copy()).toList();
          });
      assertArrayEquals(w.evaluate().data, theta1.data);
      assertArrayEquals(b.evaluate().data, theta2.data);
    }
  }

  @Test
  void step_fromAFunctionThatFillsOneMatrix_keepsTheFirstGradient() {
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{2}});
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .with(
                (pairs, step) -> {
                  ParameterGradient pair = pairs.get(0);
                  State state = step.state(pair.parameter());
                  state.update(state.zeros("first"), pair.gradient());
                  return pairs;
                })
            .with(GradientTransforms.sharpnessAware(1));
    DMatrixRMaj filled = new DMatrixRMaj(1, 1);
    optimizer
        .onMatrices(theta)
        .step(
            thetas -> {
              filled.setTo(thetas.get(0));
              return List.of(filled);
            });
    assertEquals(2 - 0.5 * 3, theta.get(0));
    assertEquals(2, requireNonNull(optimizer.state().get("theta1/first")).value().get(0));
  }

  @Test
  void step_withoutWhatTheRuleNeeds_saysWhichCallHasIt() {
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1, 2}});
    DMatrixRMaj g = new DMatrixRMaj(new double[][] {{1, 1}});
    MatrixStepper polyak = Optimizers.polyakSgd(0).onMatrices(theta);
    String loss = "step: the rule needs the loss, got gradients alone. Use step(loss, gradients).";
    assertRefused(loss, () -> polyak.step(g));
    assertRefused(loss, () -> polyak.step(thetas -> List.of(g)));
    MatrixStepper sharp =
        Optimizers.adam().with(GradientTransforms.sharpnessAware(0.1)).onMatrices(theta);
    String point = "step: gradients are needed at a second point";
    assertRefused(point, () -> sharp.step(g));
    assertRefused(point, () -> sharp.step(1.0, g));
    assertRefused(
        "step: one gradient for each of 1 parameters is needed, got 2",
        () -> sharp.step(thetas -> List.of(g, g)));
    assertRefused(
        "sharpnessAware: plain matrices can be asked for gradients at one other point",
        () ->
            Optimizers.adam()
                .with(GradientTransforms.sharpnessAware(0.1))
                .with(GradientTransforms.sharpnessAware(0.1))
                .onMatrices(theta));
    assertArrayEquals(new double[] {1, 2}, theta.data);
  }

  @Test
  void step_secondGradientOrLossNotFinite_saysWhichAndChangesNothing() {
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1}});
    DMatrixRMaj nan = new DMatrixRMaj(new double[][] {{Double.NaN}});
    DMatrixRMaj one = new DMatrixRMaj(new double[][] {{1}});
    MatrixStepper sharp =
        Optimizers.adam().with(GradientTransforms.sharpnessAware(0.1)).onMatrices(theta);
    sharp.step(thetas -> List.of(one));
    double before = theta.get(0);
    assertSays(
        "'second gradient of theta1' 1x1 is not finite at step 2, nothing was updated",
        assertThrows(
            NonFiniteException.class,
            () -> sharp.step(thetas -> List.of(thetas.get(0).get(0) == before ? one : nan))));
    AtomicInteger calls = new AtomicInteger();
    assertThrows(
        NonFiniteException.class,
        () ->
            sharp.step(
                thetas -> {
                  calls.incrementAndGet();
                  return List.of(nan);
                }));
    assertEquals(1, calls.get());
    assertEquals(before, theta.get(0));

    MatrixStepper polyak = Optimizers.polyakSgd(0).onMatrices(theta);
    assertSays(
        "'loss' 1x1 is not finite at step 1",
        assertThrows(NonFiniteException.class, () -> polyak.step(Double.POSITIVE_INFINITY, one)));
    assertEquals(before, theta.get(0));
  }

  /** A loss that was given once is not that of the steps after. */
  @Test
  void step_afterOneWithALossThatIsNotFinite_goesOn() {
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1}});
    DMatrixRMaj one = new DMatrixRMaj(new double[][] {{1}});
    MatrixStepper stepper = Optimizers.gradientDescent(0.5).onMatrices(theta);
    assertThrows(NonFiniteException.class, () -> stepper.step(Double.NaN, one));
    stepper.step(one);
    assertEquals(0.5, theta.get(0));
    assertThrows(NonFiniteException.class, () -> stepper.step(Double.NaN, one));
    stepper.step(thetas -> List.of(one));
    assertEquals(0, theta.get(0));
  }

  /** Squares of these would overflow, or vanish. */
  @ParameterizedTest
  @ValueSource(doubles = {1e200, 1e-200})
  void step_polyakAndSharpness_atAnyScale(double scale) {
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{3, 4}});
    DMatrixRMaj g = new DMatrixRMaj(new double[][] {{0.6 * scale, 0.8 * scale}});
    // f = scale ||theta||, whose least is 0 in the direction of the gradient.
    MatrixStepper polyak =
        Optimizer.of(new PolyakSgd().withLargest(Double.MAX_VALUE), 1).onMatrices(theta);
    polyak.step(5 * scale, g);
    assertEquals(0, theta.get(0), 1e-14);
    assertEquals(0, theta.get(1), 1e-14);

    List<DMatrixRMaj> points = new ArrayList<>();
    Optimizers.gradientDescent(0.1)
        .with(GradientTransforms.sharpnessAware(2))
        .onMatrices(new DMatrixRMaj(new double[][] {{3, 4}}))
        .step(
            at -> {
              points.add(at.get(0));
              return List.of(g);
            });
    assertEquals(3 + 1.2, points.get(1).get(0), 1e-14);
    assertEquals(4 + 1.6, points.get(1).get(1), 1e-14);
  }

  /** The norm is above all numbers, the step is not. */
  @Test
  void step_polyakAtTheLargestNumbers_doesNotStandStill() {
    double huge = 1.7e308;
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1, 2}});
    Optimizers.polyakSgd(0)
        .onMatrices(theta)
        .step(huge, new DMatrixRMaj(new double[][] {{huge, -huge}}));
    // f / ||g||^2 g = (1.7e308 / 2.4e308) / sqrt(2) in each element.
    assertArrayEquals(new double[] {0.5, 2.5}, theta.data, 1e-15);
  }

  @Test
  void step_gradientNotFinite_changesNothing() {
    DMatrixRMaj theta1 = new DMatrixRMaj(new double[][] {{1, 2}});
    DMatrixRMaj theta2 = new DMatrixRMaj(new double[][] {{3}});
    Optimizer optimizer = Optimizers.momentum(0.5);
    MatrixStepper stepper = optimizer.onMatrices(theta1, theta2);
    DMatrixRMaj good = new DMatrixRMaj(new double[][] {{1, 1}});
    DMatrixRMaj bad = new DMatrixRMaj(new double[][] {{Double.POSITIVE_INFINITY}});

    NonFiniteException thrown =
        assertThrows(NonFiniteException.class, () -> stepper.step(good, bad));
    assertSays("'gradient of theta2' 1x1 is not finite at step 1, nothing was updated", thrown);
    assertArrayEquals(new double[] {1, 2}, theta1.data);
    assertArrayEquals(new double[] {3}, theta2.data);
    assertEquals(0, optimizer.steps());
    assertEquals(0, requireNonNull(optimizer.state().get("theta1/v")).value().get(0));

    stepper.step(good, new DMatrixRMaj(new double[][] {{2}}));
    assertArrayEquals(new double[] {0.5, 1.5}, theta1.data);
    assertArrayEquals(new double[] {2}, theta2.data);
    assertSays(
        "at step 2, nothing",
        assertThrows(NonFiniteException.class, () -> stepper.step(good, bad)));
  }

  @Test
  void step_matrixChangedBetween_startsFromItsNewValue() {
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1}});
    MatrixStepper stepper = Optimizers.gradientDescent(1).onMatrices(theta);
    DMatrixRMaj one = new DMatrixRMaj(new double[][] {{1}});
    stepper.step(one);
    theta.set(0, 0, 10);
    stepper.step(one);
    assertEquals(9, theta.get(0));
  }

  @Test
  @Tag("plain-loops")
  void step_argumentsInAnArray_allocatesNothing() {
    MatrixStepper stepper = Optimizers.adam().onMatrices(new DMatrixRMaj(3, 2));
    DMatrixRMaj[] gradients = {new DMatrixRMaj(3, 2)};
    assertEquals(0, Allocations.inThousandRuns(() -> stepper.step(gradients)));
  }

  @Test
  void step_wrongCount_saysBoth() {
    MatrixStepper stepper = Optimizers.adam().onMatrices(new DMatrixRMaj(2, 2));
    assertRefused(
        "step: one gradient for each of 1 parameters is needed, got 2",
        () -> stepper.step(new DMatrixRMaj(2, 2), new DMatrixRMaj(2, 2)));
  }

  @Test
  void step_wrongShape_saysBothAndChangesNothing() {
    DMatrixRMaj theta1 = new DMatrixRMaj(2, 2);
    MatrixStepper stepper = Optimizers.adam().onMatrices(theta1, new DMatrixRMaj(2, 3));
    assertRefused(
        "step: gradient 2 must be 2x3 as given to onMatrices, got 3x2",
        () ->
            stepper.step(new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}}), new DMatrixRMaj(3, 2)));
    assertArrayEquals(new double[4], theta1.data);
  }

  @Test
  void step_parameterReshaped_saysBoth() {
    DMatrixRMaj theta = new DMatrixRMaj(2, 3);
    MatrixStepper stepper = Optimizers.adam().onMatrices(theta);
    theta.reshape(3, 2);
    assertRefused("step: parameter 1 must be 2x3", () -> stepper.step(new DMatrixRMaj(2, 3)));
  }

  @Test
  void onMatrices_noneOrTwice_saysSo() {
    DMatrixRMaj theta = new DMatrixRMaj(1, 1);
    assertRefused("onMatrices: at least one matrix", () -> Optimizers.adam().onMatrices());
    assertRefused(
        "onMatrices: each parameter must be another matrix, number 1 is given twice",
        () -> Optimizers.adam().onMatrices(theta, theta));
  }
}
