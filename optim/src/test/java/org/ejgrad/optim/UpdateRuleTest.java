// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule against its formula, written once more as a loop over numbers. */
final class UpdateRuleTest {
  private static final int STEPS = 60;

  /** One step of one element; {@code s} holds two numbers of state, 0 at first. */
  private interface ByHand {
    double next(double theta, double g, double[] s, int t);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        row(
            "gradientDescent(0.5)",
            Optimizers.gradientDescent(0.5),
            (theta, g, s, t) -> theta - 0.5 * g),
        momentum(0.2, 0.9),
        momentum(0.5, 0.7),
        momentumAveraged(0.8, 0.9),
        momentumAveraged(0.5, 0),
        nesterov(0.2, 0.9),
        nesterov(0.3, 0.7),
        adaGrad(0.5, 1e-10, Epsilon.OUTSIDE),
        adaGrad(0.5, 1e-2, Epsilon.OUTSIDE),
        adaGrad(0.5, 1e-2, Epsilon.INSIDE),
        rmsProp(0.01, 0.9, 1e-8, Epsilon.OUTSIDE),
        // At 0.05 the bias chatters around its optimum, which doubles rounding errors at each step.
        rmsProp(0.01, 0.7, 1e-3, Epsilon.OUTSIDE),
        rmsProp(0.01, 0.7, 1e-3, Epsilon.INSIDE),
        adam(0.01, 0.9, 0.999, 1e-8, Epsilon.OUTSIDE),
        adam(0.1, 0.7, 0.8, 1e-3, Epsilon.OUTSIDE),
        adam(0.1, 0.7, 0.8, 1e-3, Epsilon.INSIDE),
        row(
            "momentum(inverseTime), the rate inside the velocity",
            Optimizers.momentum(1).withRate(Schedules.inverseTime(0.2, 0.1)),
            (theta, g, s, t) -> {
              s[0] = 0.9 * s[0] + 0.2 / (1 + 0.1 * (t - 1)) * g;
              return theta - s[0];
            }),
        row(
            "momentumAveraged(inverseTime), the rate outside the average",
            Optimizers.momentumAveraged(1).withRate(Schedules.inverseTime(0.2, 0.1)),
            (theta, g, s, t) -> {
              s[0] = 0.9 * s[0] + (1 - 0.9) * g;
              return theta - 0.2 / (1 + 0.1 * (t - 1)) * s[0];
            }));
  }

  private static Arguments row(String name, Optimizer optimizer, ByHand byHand) {
    return Arguments.of(Named.of(name, optimizer), byHand);
  }

  private static Arguments momentum(double rate, double gamma) {
    return row(
        "momentum(" + rate + ", " + gamma + ")",
        Optimizers.momentum(rate, gamma),
        (theta, g, s, t) -> {
          s[0] = gamma * s[0] + rate * g;
          return theta - s[0];
        });
  }

  private static Arguments momentumAveraged(double rate, double beta) {
    return row(
        "momentumAveraged(" + rate + ", " + beta + ")",
        Optimizers.momentumAveraged(rate, beta),
        (theta, g, s, t) -> {
          s[0] = beta * s[0] + (1 - beta) * g;
          return theta - rate * s[0];
        });
  }

  private static Arguments nesterov(double rate, double gamma) {
    return row(
        "nesterov(" + rate + ", " + gamma + ")",
        Optimizers.nesterov(rate, gamma),
        (theta, g, s, t) -> {
          s[0] = gamma * s[0] + rate * g;
          return theta - (gamma * s[0] + rate * g);
        });
  }

  private static Arguments adaGrad(double rate, double epsilon, Epsilon place) {
    return row(
        "adaGrad(" + rate + ", " + epsilon + " " + place + ")",
        Optimizer.of(new AdaGrad(epsilon, place), rate),
        (theta, g, s, t) -> {
          s[0] += g * g;
          return theta - rate * g / root(s[0], epsilon, place);
        });
  }

  private static Arguments rmsProp(double rate, double rho, double epsilon, Epsilon place) {
    return row(
        "rmsProp(" + rate + ", " + rho + ", " + epsilon + " " + place + ")",
        Optimizer.of(new RmsProp(rho, epsilon, place), rate),
        (theta, g, s, t) -> {
          s[0] = rho * s[0] + (1 - rho) * g * g;
          return theta - rate * g / root(s[0], epsilon, place);
        });
  }

  private static Arguments adam(
      double rate, double beta1, double beta2, double epsilon, Epsilon place) {
    return row(
        "adam(" + rate + ", " + beta1 + ", " + beta2 + ", " + epsilon + " " + place + ")",
        Optimizer.of(new Adam(beta1, beta2, epsilon, place), rate),
        (theta, g, s, t) -> {
          s[0] = beta1 * s[0] + (1 - beta1) * g;
          s[1] = beta2 * s[1] + (1 - beta2) * g * g;
          double mHat = s[0] / (1 - Math.pow(beta1, t));
          double vHat = s[1] / (1 - Math.pow(beta2, t));
          return theta - rate * mHat / root(vHat, epsilon, place);
        });
  }

  private static double root(double v, double epsilon, Epsilon place) {
    return switch (place) {
      case OUTSIDE -> Math.sqrt(v) + epsilon;
      case INSIDE -> Math.sqrt(v + epsilon);
    };
  }

  @ParameterizedTest
  @MethodSource("rules")
  void next_onLogisticRegression_isTheFormula(Optimizer optimizer, ByHand byHand) {
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    double[] theta = LogisticProblem.values(w, b);
    double[][] state = new double[theta.length][2];

    for (int t = 1; t <= STEPS; t++) {
      step.run();
      double[] g = LogisticProblem.gradient(theta);
      for (int j = 0; j < theta.length; j++) {
        theta[j] = byHand.next(theta[j], g[j], state[j], t);
      }
      assertClose(theta, LogisticProblem.values(w, b), t);
    }
  }

  @Test
  void nesterov_isTheLookAheadPointOfSutskeversForm() {
    double rate = 0.1;
    double gamma = 0.8;
    Expr phi = parameter("phi", new DMatrixRMaj(new double[][] {{3}}));
    Expr loss = phi.square().scale(2);
    Workspace step = compile(loss, Optimizers.nesterov(rate, gamma).updates(loss, phi)).workspace();
    double theta = 3;
    double v = 0;
    for (int t = 1; t <= STEPS; t++) {
      step.run();
      v = gamma * v + rate * 4 * (theta - gamma * v);
      theta -= v;
      // 1e-14 of the start: on the way to 0 the look-ahead point is a difference.
      assertEquals(theta - gamma * v, phi.evaluate().get(0), 3e-14, "step " + t);
    }
  }

  @ParameterizedTest
  @MethodSource("betas")
  void averagedSgd_evaluatesAtTheAverage_descendsAtTheParameter(double beta) {
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    Optimizer optimizer = Optimizers.averagedSgd(0.5, beta);
    List<Expr> average = optimizer.evaluationPoint(List.of(w, b));
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();
    double[] theta = LogisticProblem.values(w, b);
    double[] avg = theta.clone();
    assertClose(avg, LogisticProblem.values(average.get(0), average.get(1)), 0);

    for (int t = 1; t <= STEPS; t++) {
      step.run();
      double[] g = LogisticProblem.gradient(theta);
      for (int j = 0; j < theta.length; j++) {
        theta[j] -= 0.5 * g[j];
        avg[j] = beta * theta[j] + (1 - beta) * avg[j];
      }
      assertClose(theta, LogisticProblem.values(w, b), t);
      assertClose(avg, LogisticProblem.values(average.get(0), average.get(1)), t);
    }
  }

  static double[] betas() {
    return new double[] {0.1, 0.7, 1};
  }

  /** Relative 1e-12: the formulas agree, the order of additions in the gradient does not. */
  private static void assertClose(double[] expected, double[] actual, int step) {
    for (int j = 0; j < expected.length; j++) {
      assertEquals(
          expected[j], actual[j], 1e-12 * Math.abs(expected[j]), "element " + j + ", step " + step);
    }
  }
}
