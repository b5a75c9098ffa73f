// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.ejgrad.optim.Refusals.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

final class StepTransformsTest {
  private static final double NAN = Double.NaN;

  private final Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1, 2}}));
  private final Expr g = input("g", 1, 2);

  private Workspace steps(Optimizer optimizer) {
    return compile(List.of(), optimizer.updates(List.of(new ParameterGradient(x, g)))).workspace();
  }

  private Workspace give(Workspace workspace, double a, double b) {
    return workspace.set(g, new DMatrixRMaj(new double[][] {{a, b}}));
  }

  @Test
  void accumulate_takesTheMeanAtTheLast() {
    Optimizer optimizer = Optimizers.momentum(1, 0.5).with(StepTransforms.accumulate(3));
    Workspace step = steps(optimizer);
    give(step, 3, 0).run();
    give(step, 0, 6).run();
    assertArrayEquals(new double[] {1, 2}, x.evaluate().data);
    assertEquals(0, optimizer.steps());
    assertArrayEquals(new double[2], value(optimizer, "x/v"));
    assertArrayEquals(new double[] {3, 6}, value(optimizer, "x/accumulated"));
    give(step, 3, 3).run();
    assertArrayEquals(new double[] {-1, -1}, x.evaluate().data);
    assertEquals(1, optimizer.steps());
    assertArrayEquals(new double[] {2, 3}, value(optimizer, "x/v"));
    assertArrayEquals(new double[2], value(optimizer, "x/accumulated"));
  }

  @Test
  void accumulate_ofMicroBatches_isTheLargeBatch() {
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    Workspace large = compile(loss, Optimizers.adam(0.1).updates(loss, w, b)).workspace();
    Expr w2 = parameter("w", LogisticProblem.initialWeights());
    Expr b2 = parameter("b", LogisticProblem.initialBias());
    Expr loss2 = LogisticProblem.loss(w2, b2);
    Optimizer micro = Optimizers.adam(0.1).with(StepTransforms.accumulate(4));
    Workspace small = compile(loss2, micro.updates(loss2, w2, b2)).workspace();
    for (int i = 0; i < 20; i++) {
      large.run();
      small.run().run().run().run();
    }
    // Four equal gradients have an exact mean.
    assertArrayEquals(LogisticProblem.values(w, b), LogisticProblem.values(w2, b2));
  }

  @Test
  void accumulate_ofDifferentMicroBatches_isTheLargeBatchForARuleThatAsksForTheLoss() {
    double[][] rows = {{1, 2, -1, 3}, {0.5, 1.5, 2, -2}, {2, -1, 0.3, 1}, {1.2, -0.7, 0.4, 2}};
    double[] large = fitted(Optimizers.polyakSgd(0), rows, 4);
    Optimizer micro = Optimizers.polyakSgd(0).with(StepTransforms.accumulate(4));
    double[] small = fitted(micro, rows, 1);
    // 1e-12: sums in another order.
    assertArrayEquals(large, small, 1e-12);
    assertEquals(3, micro.steps());
    assertEquals(0, value(micro, "accumulated loss")[0]);
  }

  /** Weights after three passes of least squares over rows of three features and a target. */
  private static double[] fitted(Optimizer optimizer, double[][] rows, int inARun) {
    Expr w = parameter("w", new DMatrixRMaj(new double[][] {{0.3}, {-0.2}, {0.7}}));
    Expr features = input("features", inARun, 3);
    Expr target = input("target", inARun, 1);
    Expr loss = features.mult(w).minus(target).square().elementSum().divide((double) inARun);
    Workspace step = compile(loss, optimizer.updates(loss, w)).workspace();
    for (int pass = 0; pass < 3; pass++) {
      for (int first = 0; first < rows.length; first += inARun) {
        DMatrixRMaj x = new DMatrixRMaj(inARun, 3);
        DMatrixRMaj y = new DMatrixRMaj(inARun, 1);
        for (int i = 0; i < inARun; i++) {
          System.arraycopy(rows[first + i], 0, x.data, 3 * i, 3);
          y.set(i, 0, rows[first + i][3]);
        }
        step.set(features, x).set(target, y).run();
      }
    }
    return w.evaluate().data;
  }

  @Test
  void accumulate_onPlainMatrices_takesTheMeanLoss() {
    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1}});
    MatrixStepper stepper =
        Optimizer.of(new PolyakSgd().withLargest(10), 1)
            .with(StepTransforms.skipNonFinite())
            .with(StepTransforms.accumulate(2))
            .onMatrices(theta);
    DMatrixRMaj two = new DMatrixRMaj(1, 1, true, 2);
    DMatrixRMaj none = new DMatrixRMaj(1, 1);
    // Twice, for the sum starts again. The run that is skipped counts in neither mean.
    for (double expected : new double[] {-1, -3}) {
      stepper.step(1.0, two).step(NAN, two).step(3.0, none);
      assertEquals(expected, theta.get(0));
    }
  }

  @Test
  void accumulate_nobodyAsksForTheLoss_keepsNoSumOfIt() {
    Expr loss = x.square().elementSum();
    Optimizer optimizer = Optimizers.gradientDescent(1).with(StepTransforms.accumulate(2));
    compile(loss, optimizer.updates(loss, x)).workspace().run();
    assertEquals(
        List.of("step", "accumulated", "x/accumulated"), List.copyOf(optimizer.state().keySet()));
  }

  /** Of two programs of one optimizer, only the first trains what needs the loss. */
  @Test
  void accumulate_anotherProgramAsksForTheLoss_leavesItsSum() {
    Expr y = parameter("y", new DMatrixRMaj(new double[][] {{1}}));
    Expr loss = x.square().elementSum().plus(y);
    Optimizer optimizer =
        Optimizers.polyakSgd(0)
            .group(Optimizers.gradientDescent(0.5), List.of(y))
            .with(StepTransforms.accumulate(2));
    compile(loss, optimizer.updates(loss, x, y)).workspace().run();
    compile(y, optimizer.updates(y, y)).workspace().run();
    assertEquals(0.5, y.evaluate().get(0));
    assertEquals(6, value(optimizer, "accumulated loss")[0]);
  }

  @Test
  void accumulate_beforeSharpnessAware_isRefused() {
    Expr loss = x.square().elementSum();
    Optimizer mixed =
        Optimizers.gradientDescent(1)
            .with(StepTransforms.accumulate(2))
            .with(GradientTransforms.sharpnessAware(0.1));
    String message =
        "sharpnessAware: gradients at another point must be those of one run, got the mean of"
            + " accumulate. Write sharpnessAware before accumulate.";
    assertRefused(message, () -> mixed.updates(loss, x));
    assertRefused(message, () -> mixed.onMatrices(new DMatrixRMaj(1, 2)));
  }

  @Test
  void skipNonFinite_keepsAllAndGoesOn() {
    Optimizer optimizer = Optimizers.adam(0.1).with(StepTransforms.skipNonFinite());
    Workspace step = steps(optimizer);
    give(step, 1, -1).run();
    Map<String, DMatrixRMaj> before = optimizer.saved().values();
    double[] at = x.evaluate().data;
    for (double bad : new double[] {NAN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      give(step, 1, bad).run();
    }
    assertArrayEquals(at, x.evaluate().data);
    assertArrayEquals(requireNonNull(before.get("x/m")).data, value(optimizer, "x/m"));
    assertEquals(1, optimizer.steps());
    assertEquals(3, value(optimizer, "skipped in a row")[0]);
    give(step, 1, -1).run();
    assertEquals(2, optimizer.steps());
    assertEquals(0, value(optimizer, "skipped in a row")[0]);
  }

  @Test
  void skipNonFinite_tooOftenInARow_fails() {
    Optimizer optimizer = Optimizers.gradientDescent(0.1).with(StepTransforms.skipNonFinite(2));
    Workspace step = steps(optimizer);
    give(step, NAN, 1).run().run();
    NonFiniteException thrown = assertThrows(NonFiniteException.class, step::run);
    assertSays("'next x' 1x2 is not finite", thrown);
    assertArrayEquals(new double[] {1, 2}, x.evaluate().data);
    give(step, 1, 1).run();
    assertEquals(1, optimizer.steps());
  }

  @Test
  void skipNonFinite_lossIsNaN_skips() {
    Expr scale = input("scale", 1, 1);
    Expr loss = x.square().elementSum().elementMult(scale);
    Optimizer optimizer = Optimizers.gradientDescent(0.1).with(StepTransforms.skipNonFinite());
    Workspace step = compile(loss, optimizer.updates(loss, x)).workspace();
    step.set(scale, NAN).run();
    assertTrue(Double.isNaN(step.scalar(loss)));
    assertArrayEquals(new double[] {1, 2}, x.evaluate().data);
    step.set(scale, 1).run();
    assertArrayEquals(new double[] {0.8, 1.6}, x.evaluate().data, 1e-15);
  }

  @Test
  void skipNonFinite_beforeAccumulate_dropsTheMicroBatch() {
    Optimizer optimizer =
        Optimizers.gradientDescent(1)
            .with(StepTransforms.skipNonFinite())
            .with(StepTransforms.accumulate(2));
    Workspace step = steps(optimizer);
    give(step, 2, 2).run();
    give(step, NAN, 0).run();
    assertArrayEquals(new double[] {2, 2}, value(optimizer, "x/accumulated"));
    assertEquals(1, value(optimizer, "accumulated")[0]);
    give(step, 4, 0).run();
    assertArrayEquals(new double[] {-2, 1}, x.evaluate().data);
  }

  @Test
  void zeroNonFinite_takesTheOthers() {
    Workspace step = steps(Optimizers.gradientDescent(1).with(StepTransforms.zeroNonFinite()));
    give(step, NAN, 1).run();
    give(step, 1, Double.NEGATIVE_INFINITY).run();
    assertArrayEquals(new double[] {0, 1}, x.evaluate().data);
  }

  @Test
  void applyWhen_notOneNumber_isRefused() {
    Optimizer optimizer =
        Optimizers.gradientDescent(1)
            .with(
                (pairs, step) -> {
                  step.applyWhen(g);
                  return pairs;
                });
    assertRefused("applyWhen: the condition must be 1x1, got 1x2", () -> steps(optimizer));
  }

  @Test
  void variable_nameOfAParametersState_isRefused() {
    Optimizer optimizer =
        Optimizers.gradientDescent(1)
            .with(
                (pairs, step) -> {
                  step.scalar("x/v", 0);
                  return pairs;
                });
    assertRefused(
        "variable: a shared name has no '/' and is not 'step', got 'x/v'", () -> steps(optimizer));
  }

  @Test
  void makers_settingsOutOfRange_sayRangeAndValue() {
    assertRefused("accumulate, batches: must be >= 1, got 0", () -> StepTransforms.accumulate(0));
    assertRefused(
        "skipNonFinite, mostInARow: must be >= 1, got 0", () -> StepTransforms.skipNonFinite(0));
  }

  private static double[] value(Optimizer optimizer, String name) {
    return requireNonNull(optimizer.saved().values().get(name)).data;
  }
}
