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
