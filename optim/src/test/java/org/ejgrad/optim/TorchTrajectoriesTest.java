// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against numbers that torch_trajectories.py wrote with PyTorch; see there for the problem. */
final class TorchTrajectoriesTest {
  private static final int STEPS = 60;

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of("sgd", Optimizers.gradientDescent(0.5)),
        Arguments.of("momentum", Optimizers.momentum(0.1)),
        // The same for a constant rate: (1 - 0.9) 1.0 is 0.1.
        Arguments.of("momentum", Optimizers.momentumAveraged(1.0, 0.9)),
        Arguments.of("nesterov", Optimizers.nesterov(0.1, 0.8)),
        Arguments.of("adagrad", Optimizers.adaGrad(0.3)),
        Arguments.of("rmsprop", Optimizers.rmsProp(0.02)),
        Arguments.of("adam", Optimizers.adam(0.05)),
        Arguments.of("sgd_all", Optimizer.of(new Sgd(0.7, 0.3, false, 0.05), 0.2)),
        Arguments.of("sgd_nesterov", Optimizer.of(new Sgd(0.9, 0, true, 0.02), 0.1)),
        Arguments.of("asgd", Optimizer.of(new Asgd(0.01, 0.6, 1e6), 0.5)),
        Arguments.of("asgd_other", Optimizer.of(new Asgd(0.2, 0.9, 1e6), 0.3)),
        Arguments.of(
            "adagrad_other",
            Optimizer.of(
                new AdaGrad(0.1, 1e-3, Epsilon.OUTSIDE), Schedules.inverseTime(0.3, 0.05))),
        Arguments.of("adadelta", Optimizers.adaDelta()),
        Arguments.of("adadelta_other", Optimizer.of(new AdaDelta(0.8, 1e-3), 0.7)),
        Arguments.of(
            "rmsprop_centered",
            Optimizer.of(new RmsProp(0.9, 1e-3, Epsilon.OUTSIDE, true, 0), 0.01)),
        Arguments.of(
            "rmsprop_momentum",
            Optimizer.of(new RmsProp(0.9, 1e-3, Epsilon.OUTSIDE, false, 0.7), 0.005)),
        Arguments.of("adamax", Optimizers.adaMax(0.05)),
        Arguments.of("adamax_other", Optimizer.of(new AdaMax(0.7, 0.8, 1e-3), 0.1)),
        Arguments.of("amsgrad", Optimizers.amsGrad(0.05)),
        Arguments.of(
            "amsgrad_other", Optimizer.of(new AmsGrad(0.7, 0.8, 1e-3, Epsilon.OUTSIDE), 0.1)),
        Arguments.of("adamw", Optimizers.adamW(0.05, 0.01)),
        Arguments.of(
            "adamw_other",
            Optimizer.of(new WeightDecay(new Adam(0.7, 0.8, 1e-3, Epsilon.OUTSIDE), 0.3), 0.1)),
        Arguments.of("nadam", Optimizers.nadam(0.05)),
        Arguments.of("nadam_other", Optimizer.of(new Nadam(0.7, 0.8, 1e-3, 0.2), 0.05)),
        Arguments.of("radam", Optimizers.radam(0.05)),
        Arguments.of("radam_other", Optimizer.of(new Radam(0.7, 0.9, 1e-3), 0.05)),
        Arguments.of("rprop", Optimizers.rprop(0.05)),
        Arguments.of("rprop_other", Optimizer.of(new Rprop(0.4, 1.3, 1e-3, 0.3), 0.1)),
        Arguments.of("adam_other", Optimizer.of(new Adam(0.7, 0.8, 1e-3, Epsilon.OUTSIDE), 0.1)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void updates_onLogisticRegression_agreeWithTorch(String name, Optimizer optimizer)
      throws IOException {
    Expr w = parameter("w", LogisticProblem.initialWeights());
    Expr b = parameter("b", LogisticProblem.initialBias());
    Expr loss = LogisticProblem.loss(w, b);
    Workspace step = compile(loss, optimizer.updates(loss, w, b)).workspace();

    List<String[]> trajectory = trajectory(name);
    assertEquals(STEPS, trajectory.size());
    for (String[] line : trajectory) {
      step.run();
      double[] actual = LogisticProblem.values(w, b);
      for (int j = 0; j < actual.length; j++) {
        double expected = Double.parseDouble(line[2 + j]);
        // Both compute in double; only the order of operations differs.
        assertEquals(expected, actual[j], 1e-9 * Math.abs(expected), "step " + line[1]);
      }
    }
  }

  static Stream<Arguments> schedules() {
    return Stream.of(
        Arguments.of("linear", Schedules.linear(0.4, 0.1, 20)),
        Arguments.of("polynomial", Schedules.polynomial(0.4, 0, 2.5, 40)),
        Arguments.of("step", Schedules.step(0.4, 0.6, 7)),
        Arguments.of("multi_step", Schedules.multiStep(0.4, 0.3, 5, 17, 30)),
        Arguments.of("exponential", Schedules.exponential(0.4, 0.93, 1)),
        Arguments.of("restarts", Schedules.cosineWithRestarts(0.4, 0.05, 10, 1)),
        Arguments.of("restarts_growing", Schedules.cosineWithRestarts(0.4, 0.05, 5, 2)),
        Arguments.of("one_cycle", Schedules.oneCycle(0.8, 60)),
        Arguments.of(
            "one_cycle_linear", Schedules.oneCycle(0.8, 60, 0.4, 10, 100, Interpolation.LINEAR)),
        Arguments.of("triangular", Schedules.cyclic(0.1, 0.8, 8, 5, CycleDecay.NONE)),
        Arguments.of("triangular2", Schedules.cyclic(0.1, 0.8, 8, 8, CycleDecay.HALVING)),
        Arguments.of("exp_range", Schedules.cyclic(0.1, 0.8, 8, 8, CycleDecay.exponential(0.97))),
        Arguments.of("sequential", Schedules.warmUpExponential(0.04, 0.4, 10, 0.9, 1)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void at_eachStep_agreesWithTorch(String name, Schedule schedule) throws IOException {
    List<String[]> rates = trajectory("schedule").stream().filter(f -> f[1].equals(name)).toList();
    assertEquals(STEPS, rates.size());
    for (String[] line : rates) {
      double expected = Double.parseDouble(line[3]);
      // Torch multiplies from step to step where these are closed forms.
      assertEquals(
          expected, schedule.at(Long.parseLong(line[2])), 1e-12, name + ", step " + line[2]);
    }
  }

  private static List<String[]> trajectory(String name) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(
                    TorchTrajectoriesTest.class.getResourceAsStream("torch_trajectories.txt")),
                UTF_8))) {
      return lines.lines().map(line -> line.split(" ", -1)).filter(f -> f[0].equals(name)).toList();
    }
  }
}
