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

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MatrixStepperTest {
  /** Every rule of the table that needs no loss, and transforms before and around rules. */
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

  @Test
  void onMatrices_ruleThatNeedsTheLoss_saysSo() {
    assertRefused(
        "polyakSgd: the rule needs the loss, got gradients alone.",
        () -> Optimizers.polyakSgd(0).onMatrices(new DMatrixRMaj(2, 2)));
    assertRefused(
        "sharpnessAware: the transform needs the loss, got gradients alone.",
        () ->
            Optimizers.adam()
                .with(GradientTransforms.sharpnessAware(0.1))
                .onMatrices(new DMatrixRMaj(2, 2)));
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
    assertSays("'gradient of theta2' 1x1 is not finite", thrown);
    assertArrayEquals(new double[] {1, 2}, theta1.data);
    assertArrayEquals(new double[] {3}, theta2.data);
    assertEquals(0, optimizer.steps());
    assertEquals(0, requireNonNull(optimizer.state().get("theta1/v")).value().get(0));

    stepper.step(good, new DMatrixRMaj(new double[][] {{2}}));
    assertArrayEquals(new double[] {0.5, 1.5}, theta1.data);
    assertArrayEquals(new double[] {2}, theta2.data);
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
