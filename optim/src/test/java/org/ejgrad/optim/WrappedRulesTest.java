// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Rules made of other rules, groups and gradients of other points, against plain loops. */
final class WrappedRulesTest {
  private static final int STEPS = 60;

  private final Expr w = MatrixLogistic.weights();
  private final Expr loss = MatrixLogistic.loss(w);

  private interface Loop {
    void step(double[] theta, int t);
  }

  /** Runs both; tolerance 1e-9 relative, as only the order of operations differs. */
  private void assertPath(Optimizer optimizer, Loop loop) {
    Workspace step = compile(loss, optimizer.updates(loss, w)).workspace();
    double[] theta = w.evaluate().data;
    for (int t = 1; t <= STEPS; t++) {
      step.run();
      loop.step(theta, t);
      assertClose(theta, w.evaluate().data);
    }
  }

  private static void assertClose(double[] expected, double[] actual) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], actual[k], 1e-9 * Math.abs(expected[k]));
    }
  }

  private static void descend(double[] theta, double rate) {
    double[] g = MatrixLogistic.gradient(theta);
    for (int k = 0; k < theta.length; k++) {
      theta[k] -= rate * g[k];
    }
  }

  @Test
  void lookahead_synchronisesEveryPeriod() {
    double[] slow = w.evaluate().data;
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5).wrapped(rule -> new Lookahead(rule, 7, 0.3));
    assertPath(
        optimizer,
        (theta, t) -> {
          descend(theta, 0.5);
          if (t % 7 == 0) {
            for (int k = 0; k < theta.length; k++) {
              slow[k] += 0.3 * (theta[k] - slow[k]);
              theta[k] = slow[k];
            }
          }
        });
    assertClose(slow, optimizer.evaluationPoint(List.of(w)).get(0).evaluate().data);
  }

  @Test
  void exponentialAverage_followsThePath() {
    double[] average = w.evaluate().data;
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5).wrapped(rule -> new ExponentialAverage(rule, 0.9));
    assertPath(
        optimizer,
        (theta, t) -> {
          descend(theta, 0.5);
          for (int k = 0; k < theta.length; k++) {
            average[k] = 0.9 * average[k] + (1 - 0.9) * theta[k];
          }
        });
    assertClose(average, optimizer.evaluationPoint(List.of(w)).get(0).evaluate().data);
  }

  @Test
  void uniformAverage_isTheMeanOfThePointsThatCount() {
    double[] sum = new double[w.shape().elements()];
    int[] count = {0};
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5).wrapped(rule -> new UniformAverage(rule, 20, 3));
    assertPath(
        optimizer,
        (theta, t) -> {
          descend(theta, 0.5);
          if (t >= 20 && (t - 20) % 3 == 0) {
            count[0]++;
            for (int k = 0; k < theta.length; k++) {
              sum[k] += theta[k];
            }
          }
        });
    for (int k = 0; k < sum.length; k++) {
      sum[k] /= count[0];
    }
    assertEquals(14, count[0]);
    assertClose(sum, optimizer.evaluationPoint(List.of(w)).get(0).evaluate().data);
  }

  @Test
  void uniformAverage_beforeItsStart_isTheParameter() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5).wrapped(rule -> new UniformAverage(rule, 20, 3));
    Workspace step = compile(loss, optimizer.updates(loss, w)).workspace();
    step.run().run();
    assertArrayEquals(
        w.evaluate().data, optimizer.evaluationPoint(List.of(w)).get(0).evaluate().data);
  }

  @Test
  void asgd_evaluatesAtTheMeanSinceItsStart() {
    Optimizer optimizer = Optimizer.of(new Asgd(0, 0.75, 10), 0.5);
    double[] mean = w.evaluate().data;
    assertPath(
        optimizer,
        (theta, t) -> {
          descend(theta, 0.5);
          double mu = 1 / Math.max(1.0, t - 1 - 10);
          for (int k = 0; k < theta.length; k++) {
            mean[k] += mu * (theta[k] - mean[k]);
          }
        });
    assertClose(mean, optimizer.evaluationPoint(List.of(w)).get(0).evaluate().data);
  }

  @Test
  void weightDecay_onlyWhereWanted() {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1, 2}}));
    Expr y = parameter("y", new DMatrixRMaj(new double[][] {{1}, {2}}));
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .wrapped(rule -> new WeightDecay(rule, 0.5, parameter -> parameter.rows() > 1));
    Expr sum = x.elementSum().plus(y.elementSum());
    compile(sum, optimizer.updates(sum, x, y)).workspace().run();
    assertArrayEquals(new double[] {0.5, 1.5}, x.evaluate().data);
    assertArrayEquals(new double[] {0.25, 1}, y.evaluate().data);
  }

  @Test
  void projected_holdsTheParameter() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .wrapped(rule -> new Projected(rule, Projections.box(-0.5, 0.5)));
    assertPath(
        optimizer,
        (theta, t) -> {
          descend(theta, 0.5);
          for (int k = 0; k < theta.length; k++) {
            theta[k] = Math.max(-0.5, Math.min(0.5, theta[k]));
          }
        });
  }

  @Test
  void sharpnessAware_takesTheGradientAtTheWorstPoint() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5).with(GradientTransforms.sharpnessAware(0.2));
    assertPath(
        optimizer,
        (theta, t) -> {
          double[] g = MatrixLogistic.gradient(theta);
          double norm = 0;
          for (double element : g) {
            norm += element * element;
          }
          double[] worst = theta.clone();
          for (int k = 0; k < theta.length; k++) {
            worst[k] += 0.2 * g[k] / Math.sqrt(norm);
          }
          double[] there = MatrixLogistic.gradient(worst);
          for (int k = 0; k < theta.length; k++) {
            theta[k] -= 0.5 * there[k];
          }
        });
  }

  @Test
  void sharpnessAware_reportsTheLossOfThePoint() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5).with(GradientTransforms.sharpnessAware(0.2));
    Workspace step = compile(loss, optimizer.updates(loss, w)).workspace();
    double expected = MatrixLogistic.loss(w.evaluate().data);
    assertEquals(expected, step.run().scalar(loss), 1e-14);
  }

  @Test
  void group_hasRuleAndRateOfItsOwn() {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1}}));
    Expr y = parameter("y", new DMatrixRMaj(new double[][] {{1}}));
    Expr z = parameter("z", new DMatrixRMaj(new double[][] {{1}}));
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .group(Optimizers.momentum(0.25, 0.5), List.of(y))
            .freeze(List.of(z));
    Expr sum = x.plus(y).plus(z);
    Workspace step = compile(sum, optimizer.updates(sum, x, y, z)).workspace();
    step.run().run();
    assertEquals(0, x.evaluate().get(0));
    assertEquals(1 - 0.25 - 0.375, y.evaluate().get(0));
    assertEquals(1, z.evaluate().get(0));
    assertEquals(List.of("step", "y/v"), List.copyOf(optimizer.state().keySet()));
  }

  @Test
  void group_withTransforms_isRefused() {
    assertRefused(
        "group: transforms, groups and the rate factor are common to all",
        () ->
            Optimizers.adam()
                .group(Optimizers.adam().with(GradientTransforms.centralize()), List.of(w)));
  }

  @Test
  void group_insideWeightDecay_knowsItsParameters() {
    Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1}}));
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5)
            .freeze(List.of(x))
            .wrapped(rule -> new WeightDecay(rule, 0.5));
    compile(x, optimizer.updates(x, x)).workspace().run();
    // Frozen is frozen, whatever is wrapped around.
    assertEquals(1, x.evaluate().get(0));
  }

  @Test
  void evaluating_setsAndSetsBack() {
    Optimizer optimizer =
        Optimizers.gradientDescent(0.5).wrapped(rule -> new ExponentialAverage(rule, 0.5));
    compile(loss, optimizer.updates(loss, w)).workspace().run();
    double[] path = w.evaluate().data;
    double[] average = optimizer.evaluationPoint(List.of(w)).get(0).evaluate().data;
    EvaluationSwap swap = optimizer.evaluating(List.of(w));
    assertArrayEquals(average, w.evaluate().data);
    swap.close();
    assertArrayEquals(path, w.evaluate().data);
    w.cell().set(new DMatrixRMaj(3, 2));
    swap.close();
    assertArrayEquals(new double[6], w.evaluate().data);
  }

  @Test
  void penalties_onTheLoss_takeTheStepsOfTheTransforms() {
    Expr other = MatrixLogistic.weights();
    Expr penalised =
        MatrixLogistic.loss(other)
            .plus(Penalties.l2(0.3, List.of(other)))
            .plus(Penalties.l1(0.1, List.of(other)));
    Workspace one =
        compile(penalised, Optimizers.momentum(0.1).updates(penalised, other)).workspace();
    Optimizer byTransforms =
        Optimizers.momentum(0.1)
            .with(GradientTransforms.l2Penalty(0.3))
            .with(GradientTransforms.l1Penalty(0.1));
    Workspace two = compile(loss, byTransforms.updates(loss, w)).workspace();
    double plain = two.run().scalar(loss);
    // 0.15 (0.25 + 1 + 1 + 0.5625 + 4 + 0.25) and 0.1 (0.5 + 1 + 1 + 0.75 + 2 + 0.5).
    assertEquals(plain + 0.15 * 7.0625 + 0.1 * 5.75, one.run().scalar(penalised), 1e-14);
    for (int t = 2; t <= STEPS; t++) {
      one.run();
      two.run();
    }
    assertClose(other.evaluate().data, w.evaluate().data);
  }
}
